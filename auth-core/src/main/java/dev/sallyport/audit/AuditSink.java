package dev.sallyport.audit;

/**
 * Where audit events go. Called on the thread that did the act, after the act is durable; must be safe for use by many threads
 * and quick. What it throws is logged and otherwise ignored: an act that took place cannot be undone by its record.
 */
@FunctionalInterface
public interface AuditSink {
    void record(AuditEvent event);
}
