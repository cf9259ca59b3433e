package dev.sallyport.audit;

/**
 * Where audit events go. The application's is called on the thread that did the act, after the act is durable; it must be safe for
 * use by many threads and quick. What it throws is logged and otherwise ignored: an act that took place cannot be undone by its
 * record.
 */
@FunctionalInterface
public interface AuditSink {
    void record(AuditEvent event);

    /** Writes one line of the log for each event, at INFO. */
    static AuditSink logging() {
        return new LoggingAuditSink();
    }
}
