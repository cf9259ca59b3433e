package dev.sallyport.audit;

import java.io.OutputStream;

/**
 * Where audit events go. The application's is called on the thread that did the act, after the act is durable; it must be safe for
 * use by many threads and quick. What it throws is logged and otherwise ignored: an act that took place cannot be undone by its
 * record.
 */
@FunctionalInterface
public interface AuditSink {
    void record(AuditEvent event);

    /** Writes one line of {@code name="value"} pairs to the log for each event, to {@code dev.sallyport.audit} at INFO. */
    static AuditSink logging() {
        return new LoggingAuditSink();
    }

    /** Writes one JSON object to the log for each event, to {@code dev.sallyport.audit} at INFO. */
    static AuditSink jsonLines() {
        return AuditJsonLines.toLog()::write;
    }

    /**
     * Writes one line of JSON for each event, in ASCII, and flushes it. The application keeps the stream, and closes it after the
     * {@code Sallyport}.
     */
    static AuditSink jsonLines(OutputStream out) {
        return AuditJsonLines.to(out)::write;
    }

    /** Writes the same lines as text, for example to a {@link java.io.Writer}, which is flushed. */
    static AuditSink jsonLines(Appendable out) {
        return AuditJsonLines.to(out)::write;
    }
}
