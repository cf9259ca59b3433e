package dev.sallyport.store.jdbc;

import dev.sallyport.change.Transaction;
import dev.sallyport.change.Transactions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jspecify.annotations.Nullable;

/**
 * Runs the statements of all stores: in the transaction of the thread where there is one, else on a connection borrowed for
 * them. Safe for use by many threads.
 */
final class JdbcTransactions implements Transactions {
    /** How often work is tried when the database rolls it back to resolve a conflict. */
    static final int TRIES = 5;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Jdbi jdbi;
    private final Dialect dialect;
    private final JdbcSettings settings;
    private final ChangeWriter changes;
    private final @Nullable H2File file;
    // Not static: two stores in one thread have two transactions. It is removed when the transaction ends.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<JdbcTransaction> running = new ThreadLocal<>();

    /** @param watch ends statements that take too long; null where that is left to the driver */
    JdbcTransactions(DataSource dataSource, Product product, JdbcSettings settings, @Nullable SqlLogger watch) {
        this.jdbi = Jdbi.create(dataSource);
        this.dialect = product.dialect();
        this.file = dialect == Dialect.H2 && product.isDurable() ? new H2File() : null;
        this.settings = settings;
        this.changes = new ChangeWriter(settings.push() ? dialect.announcement() : null);
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        jdbi.getConfig(SqlStatements.class)
                .setTemplateEngine(new TablePrefix(settings.tablePrefix()))
                .setIncludeBindingsInTelemetry(false);
        if (watch == null) {
            jdbi.getConfig(SqlStatements.class)
                    .setQueryTimeout(Math.toIntExact(settings.queryTimeout().toSeconds()));
        } else {
            jdbi.setSqlLogger(watch);
        }
        jdbi.registerArgument(new TextArgument(dialect));
        // A pool may hand out connections without auto-commit; Jdbi takes one such for a forgotten transaction.
        jdbi.getConfig(Handles.class).setForceEndTransactions(false);
    }

    /** Tells whether a text can be in the database at all. */
    boolean canHold(String text) {
        return dialect.canHold(text);
    }

    Dialect dialect() {
        return dialect;
    }

    /** The text as a column can have it: where it cannot be held, what is not printable ASCII becomes {@code ?}. */
    String holdable(String text) {
        return dialect.canHold(text) ? text : text.replaceAll("[^ -~]", "?");
    }

    /** Runs one SELECT. */
    <T> T read(Function<Handle, T> query) {
        JdbcTransaction transaction = running.get();
        if (transaction != null) {
            return transaction.run(query);
        }
        try (Borrowed borrowed = Borrowed.forReading(jdbi, settings.queryTimeout())) {
            return query.apply(borrowed.handle());
        } catch (SQLException | RuntimeException e) {
            throw Failure.of(e).exception();
        }
    }

    /** Runs statements that belong together. */
    <T> T write(Function<Handle, T> statements) {
        return inJdbcTransaction(transaction -> transaction.run(statements));
    }

    /** Runs statements of which none remains when one meets a duplicate, or when they answer false; the transaction goes on. */
    boolean writeUnlessDuplicate(Predicate<Handle> statements) {
        return inJdbcTransaction(transaction -> transaction.runUnlessDuplicate(statements));
    }

    @Override
    public <T> T inTransaction(Function<Transaction, T> work) {
        return inJdbcTransaction(work::apply);
    }

    @Override
    public Instant now() {
        return read(handle -> Micros.instant(handle.createQuery("SELECT " + dialect.nowInMicros())
                .mapTo(Long.class)
                .one()));
    }

    private <T> T inJdbcTransaction(Function<JdbcTransaction, T> work) {
        JdbcTransaction outer = running.get();
        if (outer != null) {
            return outer.join(work);
        }
        for (int attempt = 1; ; attempt++) {
            JdbcTransaction transaction = begin();
            try {
                return complete(transaction, work);
            } catch (RuntimeException e) {
                if (!transaction.mayBeTriedAgain() || attempt == TRIES) {
                    throw e;
                }
            }
            pause(attempt);
        }
    }

    private JdbcTransaction begin() {
        try {
            return new JdbcTransaction(Borrowed.forTransaction(jdbi, dialect, settings.queryTimeout()), changes, file);
        } catch (SQLException | RuntimeException e) {
            throw Failure.of(e).exception();
        }
    }

    private <T> T complete(JdbcTransaction transaction, Function<JdbcTransaction, T> work) {
        running.set(transaction);
        try {
            T result = work.apply(transaction);
            transaction.commit();
            return result;
        } finally {
            running.remove();
            transaction.end();
        }
    }

    /** Not the same time for all, or the same transactions meet again. */
    private static void pause(int attempt) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(attempt * PAUSE_NANOS));
    }
}
