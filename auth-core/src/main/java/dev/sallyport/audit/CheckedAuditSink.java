package dev.sallyport.audit;

import dev.sallyport.log.RareLines;
import java.lang.System.Logger.Level;

/** Keeps a failing sink from failing the act it records: logs what the sink throws, at most once a second. Safe for use by many threads. */
final class CheckedAuditSink implements AuditSink {
    private final RareLines failures = new RareLines(System.getLogger(CheckedAuditSink.class.getName()));
    private final AuditSink sink;

    CheckedAuditSink(AuditSink sink) {
        this.sink = sink;
    }

    @Override
    public void record(AuditEvent event) {
        try {
            sink.record(event);
        } catch (RuntimeException e) {
            failures.log(Level.ERROR, "The audit sink failed to record an event of type " + event.type(), e);
        }
    }
}
