package dev.sallyport.grant;

import dev.sallyport.change.Change;
import dev.sallyport.change.ChangeLog;
import dev.sallyport.change.Transactions;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that nothing is opened or changed on the ground of what was true of an owner a moment ago. Safe for use by many
 * threads.
 *
 * <p>How it holds: whoever proves who they are notes the head of the change log first, before anything about the owner is read.
 * The transaction that acts on the proof takes the owner's lock and looks whether a change of that owner was committed since
 * then: a new password, a second factor that came or went, an account that was disabled, even if it is enabled again, the end of
 * all sessions, an {@code ownerChanged(id)}. Such changes hold the same lock until they are committed, so they come wholly
 * before, and are seen, or wholly after, and find the session that was opened.
 *
 * <p>See decision 0075.
 */
final class OwnerWatch {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int PAGE = 1_000;
    /** So many changes while one login was under way are as good as a change of its owner. */
    private static final int MAX_PAGES = 20;

    private final Transactions transactions;
    private final ChangeLog log;
    private final @Nullable UserDirectory foreign;

    /** @param foreign a directory whose changes are not in the log unless they are told; null where all are */
    OwnerWatch(Transactions transactions, ChangeLog log, @Nullable UserDirectory foreign) {
        this.transactions = transactions;
        this.log = log;
        this.foreign = foreign;
    }

    /** Where the change log stood. */
    record Moment(String incarnation, long number) {}

    /** Thrown inside a transaction, to undo it. */
    static final class OwnerChangedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private OwnerChangedException() {
            super("The owner changed meanwhile", null, false, false);
        }
    }

    /** To be asked before anything about the owner is read. */
    Moment now() {
        ChangeLog.Tail tail = log.readAfter(Long.MAX_VALUE, 1);
        return new Moment(tail.incarnation(), tail.head());
    }

    /** Runs the work in a transaction, perhaps more than once; told to come again when the owner changed since that moment. */
    <T> Outcome<T> ifUnchanged(Moment since, User owner, Supplier<Outcome<T>> work) {
        if (isStopped(owner.id())) {
            return comeAgain();
        }
        return orComeAgain(() -> transactions.inTransaction(transaction -> {
            transaction.lockOwner(owner.id());
            requireUnchanged(since, owner.id());
            return work.get();
        }));
    }

    /** What a foreign directory says without being asked to tell; outside the transaction, since it may be slow. */
    private boolean isStopped(String ownerId) {
        UserDirectory directory = foreign;
        return directory != null
                && directory.findById(ownerId).filter(User::enabled).isEmpty();
    }

    /** Undoes the transaction that it is called in when the owner changed since that moment. The owner's lock must be held. */
    void requireUnchanged(Moment since, String ownerId) {
        Change change = Change.owner(ownerId);
        long number = since.number();
        for (int page = 0; page < MAX_PAGES; page++) {
            ChangeLog.Tail tail = log.readAfter(number, PAGE);
            List<ChangeLog.Entry> entries = tail.entries();
            boolean follows = tail.incarnation().equals(since.incarnation())
                    && (entries.isEmpty()
                            ? tail.head() == number
                            : entries.get(0).number() == number + 1);
            if (!follows || entries.stream().anyMatch(entry -> entry.change().equals(change))) {
                throw new OwnerChangedException();
            }
            if (entries.size() < PAGE) {
                return;
            }
            number += entries.size();
        }
        throw new OwnerChangedException();
    }

    /** Answers the act whose transaction {@link #requireUnchanged} undid. */
    <T> Outcome<T> orComeAgain(Supplier<Outcome<T>> act) {
        try {
            return act.get();
        } catch (OwnerChangedException e) {
            return comeAgain();
        }
    }

    private static <T> Outcome<T> comeAgain() {
        return Outcome.refused(Refusal.unavailable(RETRY_AFTER));
    }
}
