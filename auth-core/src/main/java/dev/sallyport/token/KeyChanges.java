package dev.sallyport.token;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.change.Change;
import dev.sallyport.change.StoreException;
import dev.sallyport.change.Transaction;
import dev.sallyport.change.Transactions;
import dev.sallyport.secret.Vault;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * How signing keys come and go: of all nodes one at a time decides, by the rows as they are then and by the backend's time, so
 * that clocks which differ lead to one key and not to two. Safe for use by many threads.
 */
final class KeyChanges {
    private static final String LOCK = "signing-keys";

    private final SigningKeyStore store;
    private final Transactions transactions;
    private final Vault vault;
    private final TokenPolicy policy;
    private final SecureRandom random;
    private final AuditSink audit;

    KeyChanges(
            SigningKeyStore store,
            Transactions transactions,
            Vault vault,
            TokenPolicy policy,
            SecureRandom random,
            AuditSink audit) {
        this.store = store;
        this.transactions = transactions;
        this.vault = vault;
        this.policy = policy;
        this.random = random;
        this.audit = audit;
    }

    /** @param activeAt of a key to be made, null when none is */
    record Plan(List<StoredSigningKey> dropped, @Nullable Instant activeAt) {}

    /** @param made none or one */
    record Done(List<StoredSigningKey> dropped, List<StoredSigningKey> made) {
        boolean isEmpty() {
            return dropped.isEmpty() && made.isEmpty();
        }
    }

    /**
     * Plans by the rows and the time there are under the lock, and carries that out.
     *
     * @param reason for the audit: keys also go when they have served, which is no revocation
     */
    Done apply(String reason, Actor by, BiFunction<List<StoredSigningKey>, Instant, Plan> planner) {
        return transactions.inTransaction(transaction -> {
            transaction.lock(LOCK);
            List<StoredSigningKey> rows = store.findAll();
            Instant now = transactions.now();
            Done done = carryOut(planner.apply(rows, now), rows, now, transaction);
            done.dropped.forEach(key -> record(AuditEvent.Type.SIGNING_KEY_REVOKED, key, reason, by, now));
            done.made.forEach(key -> record(AuditEvent.Type.SIGNING_KEY_CREATED, key, reason, by, now));
            return done;
        });
    }

    private Done carryOut(Plan plan, List<StoredSigningKey> rows, Instant now, Transaction transaction) {
        for (StoredSigningKey key : plan.dropped) {
            if (store.delete(key.kid())) {
                transaction.changed(Change.signingKeys(key.kid()));
            }
        }
        if (plan.activeAt == null) {
            return new Done(plan.dropped, List.of());
        }
        rows.stream().filter(key -> !plan.dropped.contains(key)).forEach(this::checkKind);
        if (rows.size() - plan.dropped.size() >= TokenPolicy.MAX_KEYS) {
            throw new IllegalStateException("There are " + rows.size() + " signing keys, at most "
                    + TokenPolicy.MAX_KEYS + " are allowed: wait for old ones to go, or revoke some");
        }
        StoredSigningKey made =
                SigningKey.generate(policy.algorithm(), Rotation.nextPeriod(rows), now, plan.activeAt, vault, random);
        if (!store.insert(made)) {
            throw new StoreException(
                    "Signing key period " + made.period() + " was taken although the lock was held; try again");
        }
        transaction.changed(Change.signingKeys(made.kid()));
        return new Done(plan.dropped, List.of(made));
    }

    /** @throws IllegalStateException when the key is symmetric and the policy's algorithm is not, or the other way round */
    void checkKind(StoredSigningKey key) {
        boolean stored = key.algorithm() == SigningAlgorithm.HS256;
        boolean wanted = policy.algorithm() == SigningAlgorithm.HS256;
        if (stored != wanted) {
            throw new IllegalStateException(
                    "TokenPolicy.algorithm is " + policy.algorithm() + ", the stored signing key "
                            + key.kid() + " is for " + key.algorithm()
                            + ": symmetric and asymmetric keys cannot be in one"
                            + " set. Set the algorithm back, or add .replaceSigningKeys() to the builder for one start, which"
                            + " ends all tokens.");
        }
    }

    private void record(AuditEvent.Type type, StoredSigningKey key, String reason, Actor by, Instant at) {
        Map<String, String> details = Map.of(
                "reason", reason,
                "kid", key.kid(),
                "algorithm", key.algorithm().headerName(),
                "active_at", key.activeAt().toString());
        String none = null;
        audit.record(by.event(at, type, none, none, details));
    }
}
