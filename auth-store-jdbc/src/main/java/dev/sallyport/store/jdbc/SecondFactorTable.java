package dev.sallyport.store.jdbc;

import dev.sallyport.secret.Sealed;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.user.SecondFactor;
import dev.sallyport.user.SecondFactorStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * {@code sallyport_second_factor} and {@code sallyport_recovery_code}; a foreign key takes the codes away with their factor.
 * What must happen once is one statement with a condition: whoever comes second waits for the row and finds it changed.
 */
final class SecondFactorTable implements SecondFactorStore {
    private static final String INSERT = """
            INSERT INTO sallyport_second_factor (owner_id, sealed_seed, created_at, confirmed_at, last_step)
            VALUES (:ownerId, :sealedSeed, :createdAt, :confirmedAt, :lastStep)
            """;

    private static final String REPLACE = """
            UPDATE sallyport_second_factor SET sealed_seed = :sealedSeed, created_at = :createdAt, last_step = :lastStep
            WHERE owner_id = :ownerId AND confirmed_at IS NULL
            """;

    private static final String CONFIRM = """
            UPDATE sallyport_second_factor SET confirmed_at = :at, last_step = :step
            WHERE owner_id = :ownerId AND sealed_seed = :sealedSeed AND confirmed_at IS NULL
            """;

    private static final String ACCEPT_STEP = """
            UPDATE sallyport_second_factor SET last_step = :step
            WHERE owner_id = :ownerId AND last_step < :step AND confirmed_at IS NOT NULL
            """;

    private static final String HOLD = """
            SELECT owner_id FROM sallyport_second_factor WHERE owner_id = :ownerId AND confirmed_at IS NOT NULL FOR UPDATE
            """;

    private static final ExpiredRows<String> UNCONFIRMED = new ExpiredRows<>(
            "sallyport_second_factor", "owner_id", String.class, "created_at", " AND confirmed_at IS NULL");

    private final JdbcTransactions transactions;

    SecondFactorTable(JdbcTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<SecondFactor> find(String ownerId) {
        if (!transactions.canHold(ownerId)) {
            return Optional.empty();
        }
        return transactions.read(
                handle -> handle.createQuery("SELECT * FROM sallyport_second_factor WHERE owner_id = :ownerId")
                        .bind("ownerId", ownerId)
                        .map((row, context) -> read(row))
                        .findOne());
    }

    @Override
    public boolean enrol(SecondFactor factor) {
        return transactions.writeUnlessDuplicate(handle -> insert(handle, factor))
                || transactions.write(handle -> replace(handle, factor));
    }

    private static boolean insert(Handle handle, SecondFactor factor) {
        return handle.createUpdate(INSERT)
                        .bind("ownerId", factor.ownerId())
                        .bind("sealedSeed", factor.sealedSeed().text())
                        .bind("createdAt", Micros.of(factor.createdAt()))
                        .bind("confirmedAt", Micros.ofNullable(factor.confirmedAt()))
                        .bind("lastStep", factor.lastStep())
                        .execute()
                == 1;
    }

    private static boolean replace(Handle handle, SecondFactor factor) {
        return handle.createUpdate(REPLACE)
                        .bind("ownerId", factor.ownerId())
                        .bind("sealedSeed", factor.sealedSeed().text())
                        .bind("createdAt", Micros.of(factor.createdAt()))
                        .bind("lastStep", factor.lastStep())
                        .execute()
                == 1;
    }

    @Override
    public boolean confirm(
            String ownerId, Sealed sealedSeed, Instant at, long step, Collection<SecretDigest> recoveryCodes) {
        return transactions.write(handle -> {
            boolean confirmed = handle.createUpdate(CONFIRM)
                            .bind("ownerId", ownerId)
                            .bind("sealedSeed", sealedSeed.text())
                            .bind("at", Micros.of(at))
                            .bind("step", step)
                            .execute()
                    == 1;
            if (confirmed) {
                insertCodes(handle, ownerId, recoveryCodes);
            }
            return confirmed;
        });
    }

    private static void insertCodes(Handle handle, String ownerId, Collection<SecretDigest> recoveryCodes) {
        if (!recoveryCodes.isEmpty()) {
            PreparedBatch codes = handle.prepareBatch(
                    "INSERT INTO sallyport_recovery_code (owner_id, digest) VALUES (:ownerId, :digest)");
            recoveryCodes.forEach(code ->
                    codes.bind("ownerId", ownerId).bind("digest", code.hex()).add());
            codes.execute();
        }
    }

    /** The factor's row is held, so that of two who do this at the same time one waits for the other. */
    @Override
    public boolean replaceRecoveryCodes(String ownerId, Collection<SecretDigest> recoveryCodes) {
        return transactions.canHold(ownerId)
                && transactions.write(handle -> {
                    boolean confirmed = handle.createQuery(HOLD)
                            .bind("ownerId", ownerId)
                            .mapTo(String.class)
                            .findOne()
                            .isPresent();
                    if (confirmed) {
                        handle.createUpdate("DELETE FROM sallyport_recovery_code WHERE owner_id = :ownerId")
                                .bind("ownerId", ownerId)
                                .execute();
                        insertCodes(handle, ownerId, recoveryCodes);
                    }
                    return confirmed;
                });
    }

    @Override
    public boolean acceptStep(String ownerId, long step) {
        return transactions.canHold(ownerId)
                && transactions.write(handle -> handle.createUpdate(ACCEPT_STEP)
                                .bind("ownerId", ownerId)
                                .bind("step", step)
                                .execute()
                        == 1);
    }

    @Override
    public boolean spendRecoveryCode(String ownerId, SecretDigest code) {
        return transactions.canHold(ownerId)
                && transactions.write(handle -> handle.createUpdate(
                                        "DELETE FROM sallyport_recovery_code WHERE owner_id = :ownerId AND digest = :digest")
                                .bind("ownerId", ownerId)
                                .bind("digest", code.hex())
                                .execute()
                        == 1);
    }

    @Override
    public int recoveryCodesLeft(String ownerId) {
        if (!transactions.canHold(ownerId)) {
            return 0;
        }
        return transactions.read(
                handle -> handle.createQuery("SELECT COUNT(*) FROM sallyport_recovery_code WHERE owner_id = :ownerId")
                        .bind("ownerId", ownerId)
                        .mapTo(Integer.class)
                        .one());
    }

    @Override
    public boolean delete(String ownerId) {
        return transactions.canHold(ownerId)
                && transactions.write(
                        handle -> handle.createUpdate("DELETE FROM sallyport_second_factor WHERE owner_id = :ownerId")
                                        .bind("ownerId", ownerId)
                                        .execute()
                                == 1);
    }

    @Override
    public int deleteUnconfirmed(Instant before, int max) {
        return transactions.write(handle -> UNCONFIRMED.delete(handle, before, max));
    }

    private static SecondFactor read(ResultSet row) throws SQLException {
        return new SecondFactor(
                row.getString("owner_id"),
                Sealed.of(row.getString("sealed_seed")),
                Micros.read(row, "created_at"),
                Micros.readNullable(row, "confirmed_at"),
                row.getLong("last_step"));
    }
}
