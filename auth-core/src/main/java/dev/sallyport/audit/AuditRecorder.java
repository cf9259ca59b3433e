package dev.sallyport.audit;

import dev.sallyport.change.Changes;
import dev.sallyport.log.RareLines;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Where all events of this instance go: to the store, and to the application's sink. Safe for use by many threads.
 *
 * <p>What is recorded inside a transaction is a row of that transaction: a change that is answered with success has its row, one
 * that fails has none, and a row that cannot be written undoes the change. The sink is told after the commit. What anybody can
 * cause without a transaction of ours, such as a failed login, must neither wait for the store nor fill it: {@link AuditWriteBehind}.
 */
public final class AuditRecorder implements AuditSink {
    private final RareLines lines = new RareLines(System.getLogger(AuditRecorder.class.getName()));

    /** Told to the sink alone: one for every quarter of an hour that somebody is logged in. */
    private static final Set<AuditEvent.Type> NOT_KEPT = EnumSet.of(AuditEvent.Type.TOKEN_REFRESHED);

    private static final Set<AuditEvent.Type> NOTICES = EnumSet.of(
            AuditEvent.Type.LOGIN_SUCCEEDED,
            AuditEvent.Type.LOGIN_FAILED,
            AuditEvent.Type.LOGIN_LOCKED,
            AuditEvent.Type.PASSWORDS_SPRAYED,
            AuditEvent.Type.TICKET_REFUSED,
            AuditEvent.Type.MAIL_FAILED,
            AuditEvent.Type.ACCESS_DENIED,
            AuditEvent.Type.RATE_LIMITS_LOCAL,
            AuditEvent.Type.RATE_LIMITS_SHARED);

    /** Anybody can cause these, too; but they are written before anything else goes on. */
    private static final Set<AuditEvent.Type> BUDGETED =
            EnumSet.of(AuditEvent.Type.CREDENTIAL_LEAKED, AuditEvent.Type.REFRESH_TOKEN_REUSED);

    private final AuditStore store;
    private final Changes changes;
    private final AuditSink sink;
    private final AuditWriteBehind notices;

    /**
     * @param changes whose transactions the rows are part of
     * @param sink the application's
     * @param perMinute how many events of one type that anybody can cause are kept
     */
    public AuditRecorder(
            AuditStore store,
            Changes changes,
            AuditSink sink,
            int perMinute,
            InstantSource clock,
            SecureRandom random) {
        this.store = store;
        this.changes = changes;
        this.sink = new CheckedAuditSink(sink);
        this.notices = new AuditWriteBehind(store, clock, random, perMinute);
    }

    @Override
    public void record(AuditEvent event) {
        boolean inside = changes.afterCommit(() -> sink.record(event));
        if (!inside) {
            sink.record(event);
        }
        if (NOT_KEPT.contains(event.type())) {
            return;
        }
        if (inside) {
            store.insert(List.of(event));
        } else if (NOTICES.contains(event.type())) {
            notices.add(event);
        } else if (!BUDGETED.contains(event.type()) || notices.admits(event)) {
            writeNow(event);
        }
    }

    /** How many events wait to be written. */
    public int waiting() {
        return notices.size();
    }

    /** How many events were counted only, since the start. */
    public long leftOut() {
        return notices.leftOut();
    }

    /**
     * Writes the events that wait.
     *
     * @throws dev.sallyport.change.StoreException when the backend fails; what was not written goes on waiting
     */
    public void flush() {
        notices.flush();
    }

    /** Writes the events that wait, and what else would be written later: the last call of this process. */
    public void finish() {
        notices.close();
    }

    /** The act is over and cannot be undone. */
    private void writeNow(AuditEvent event) {
        try {
            store.insert(List.of(event));
        } catch (RuntimeException e) {
            lines.log(
                    Level.ERROR,
                    "An audit row of type " + event.type() + " could not be written; it is tried again",
                    e);
            notices.addAgain(event);
        }
    }
}
