package dev.sallyport.audit;

/** A part handed to the builder that has events of its own. {@code build()} tells it where they go. */
@FunctionalInterface
public interface AuditSource {
    /** @param sink never fails */
    void auditTo(AuditSink sink);
}
