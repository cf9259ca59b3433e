package dev.sallyport.outcome;

import java.util.stream.Collectors;

/** What {@link Outcome#orElseThrow} throws: an operation was refused where its caller had counted on it. The message has no secret. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    RefusedException(Refusal refusal) {
        super(message(refusal));
        this.refusal = refusal;
    }

    private static String message(Refusal refusal) {
        String fields = refusal.errors().stream()
                .map(error -> error.field() + " " + error.code() + " (" + error.message() + ")")
                .collect(Collectors.joining(", "));
        return refusal.cause() + ": " + refusal.detail() + (fields.isEmpty() ? "" : " " + fields);
    }

    /** Why. */
    public Refusal refusal() {
        return refusal;
    }
}
