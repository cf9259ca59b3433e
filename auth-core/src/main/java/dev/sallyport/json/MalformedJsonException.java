package dev.sallyport.json;

/**
 * Bytes that are not the JSON object that was asked for. The message is a predicate ({@code is not valid JSON, at line 1, column
 * 8}), to follow "The body" or the like; it never repeats content. It has no stack trace: under a flood of rubbish that would be
 * the most expensive part of a refusal.
 */
public final class MalformedJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedJsonException(String predicate) {
        super(predicate, null, false, false);
    }

    /** The predicate. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
