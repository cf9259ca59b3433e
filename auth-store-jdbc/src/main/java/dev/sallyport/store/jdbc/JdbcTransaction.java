package dev.sallyport.store.jdbc;

import dev.sallyport.change.Change;
import dev.sallyport.change.StoreException;
import dev.sallyport.change.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** One transaction on a connection of its own, for the thread that began it. Any statement that fails ends it. */
final class JdbcTransaction implements Transaction {
    private static final int LOCKS = 64;

    private final Thread owner = Thread.currentThread();
    private final Borrowed borrowed;
    private final ChangeWriter writer;
    private final @Nullable H2File file;
    private final List<Change> changes = new ArrayList<>();
    private @Nullable Failure failure;
    private boolean joinedCallFailed;
    private boolean committed;
    private boolean ended;

    /** @param file null where a commit is durable by itself */
    JdbcTransaction(Borrowed borrowed, ChangeWriter writer, @Nullable H2File file) {
        this.file = file;
        this.borrowed = borrowed;
        this.writer = writer;
    }

    @Override
    public void lock(String name) {
        requireOwner();
        int slot = Math.floorMod(name.hashCode(), LOCKS);
        run(handle -> handle.createQuery("SELECT slot FROM sallyport_lock WHERE slot = :slot FOR UPDATE")
                .bind("slot", slot)
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public void changed(Change change) {
        requireOwner();
        changes.add(change);
    }

    <T> T run(Function<Handle, T> statements) {
        if (failure != null) {
            throw failure.exception();
        }
        try {
            return statements.apply(borrowed.handle());
        } catch (RuntimeException e) {
            throw fail(e);
        }
    }

    boolean runUnlessDuplicate(Predicate<Handle> statements) {
        return run(handle -> {
            try {
                return withSavepoint(borrowed.connection(), handle, statements);
            } catch (SQLException e) {
                throw fail(e);
            }
        });
    }

    private static boolean withSavepoint(Connection connection, Handle handle, Predicate<Handle> statements)
            throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        boolean done;
        try {
            done = statements.test(handle);
        } catch (RuntimeException e) {
            if (!Failure.of(e).isDuplicate()) {
                throw e;
            }
            done = false;
        }
        if (done) {
            connection.releaseSavepoint(savepoint);
        } else {
            connection.rollback(savepoint);
        }
        return done;
    }

    /** A joined call that fails takes the whole transaction with it: what it wrote cannot be undone alone. */
    <T> T join(Function<JdbcTransaction, T> work) {
        boolean done = false;
        try {
            T result = work.apply(this);
            done = true;
            return result;
        } finally {
            joinedCallFailed |= !done;
        }
    }

    void commit() {
        requireSound();
        if (!changes.isEmpty()) {
            run(handle -> writer.write(handle, changes));
        }
        try {
            borrowed.connection().commit();
            committed = true;
            if (file != null) {
                file.flush(borrowed.connection());
            }
        } catch (SQLException e) {
            Failure refused = Failure.of(e, "It is unknown whether the transaction was committed");
            failure = refused.isRetryable() ? Failure.of(e) : refused;
            throw failure.exception();
        }
    }

    /** Rolls back what was not committed, and gives the connection back. */
    void end() {
        ended = true;
        if (!committed) {
            try {
                borrowed.connection().rollback();
            } catch (SQLException | RuntimeException e) {
                borrowed.abort();
                return;
            }
        }
        borrowed.close();
    }

    /** Tells whether the database rolled it back to resolve a conflict with another one. */
    boolean mayBeTriedAgain() {
        return failure != null && failure.isRetryable();
    }

    private StoreException fail(Exception e) {
        if (failure == null) {
            failure = Failure.of(e);
        }
        return failure.exception();
    }

    private void requireSound() {
        if (failure != null) {
            throw failure.exception();
        }
        if (joinedCallFailed) {
            throw new IllegalStateException("A call that joined this transaction failed, so all of it was rolled back;"
                    + " let the exception of such a call leave the transaction");
        }
    }

    private void requireOwner() {
        if (ended || owner != Thread.currentThread()) {
            throw new IllegalStateException(
                    "A transaction is for the thread that runs it, until its work returns; this one is "
                            + (ended ? "over" : "another thread's"));
        }
    }
}
