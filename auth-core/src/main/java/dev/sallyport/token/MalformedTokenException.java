package dev.sallyport.token;

/**
 * A text is no access token of ours; the message says why, in fixed words, for a log at level DEBUG. Never leaves this
 * package. It has no stack trace: under a flood of rubbish that would be the dearest part of a refusal.
 */
final class MalformedTokenException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedTokenException(String message) {
        super(message, null, false, false);
    }
}
