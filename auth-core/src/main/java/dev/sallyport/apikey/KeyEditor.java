package dev.sallyport.apikey;

import dev.sallyport.change.Change;
import dev.sallyport.change.StoreException;
import dev.sallyport.change.Transaction;
import dev.sallyport.change.Transactions;
import dev.sallyport.environment.Environment;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads, changes and writes one key, one change of an owner's keys at a time: somebody who changes a key in a loop keeps nobody
 * from revoking it. Safe for use by many threads.
 */
final class KeyEditor {
    private static final ApiKeys.Objection NO_OBJECTION = (before, after) -> Optional.empty();

    private final AudienceKeys keys;
    private final ApiKeyPolicy policy;
    private final KeyScopes scopes;
    private final KeyDependents dependents;
    private final Transactions transactions;
    private final InstantSource clock;

    record Changed(ApiKey before, ApiKey after) {}

    KeyEditor(
            AudienceKeys keys,
            ApiKeyPolicy policy,
            KeyScopes scopes,
            KeyDependents dependents,
            Environment environment) {
        this.keys = keys;
        this.policy = policy;
        this.scopes = scopes;
        this.dependents = dependents;
        this.transactions = environment.transactions();
        this.clock = environment.clock();
    }

    Outcome<ApiKey> change(ApiKey.Owner owner, String id, Consumer<KeyDraft> edit, Consumer<Changed> record) {
        return change(owner, id, edit, NO_OBJECTION, record);
    }

    Outcome<ApiKey> change(
            ApiKey.Owner owner,
            String id,
            Consumer<KeyDraft> edit,
            ApiKeys.Objection objection,
            Consumer<Changed> record) {
        return transactions.inTransaction(transaction -> {
            transaction.lockOwner(owner.id());
            return changeLocked(owner, id, edit, objection, record, transaction);
        });
    }

    /** The same while the owner's lock is held. */
    Outcome<ApiKey> changeLocked(
            ApiKey.Owner owner, String id, Consumer<KeyDraft> edit, Consumer<Changed> record, Transaction transaction) {
        return changeLocked(owner, id, edit, NO_OBJECTION, record, transaction);
    }

    private Outcome<ApiKey> changeLocked(
            ApiKey.Owner owner,
            String id,
            Consumer<KeyDraft> edit,
            ApiKeys.Objection objection,
            Consumer<Changed> record,
            Transaction transaction) {
        Optional<ApiKey> before = keys.findOf(owner, id).filter(key -> key.revokedAt() == null);
        if (before.isEmpty()) {
            return Outcome.refused(Refusal.notFound());
        }
        KeyDraft draft = KeyDraft.change(before.get(), clock.instant());
        edit.accept(draft);
        Optional<Refusal> refused = refuse(draft, before.get()).or(() -> objection.to(before.get(), draft.build()));
        if (refused.isPresent()) {
            return Outcome.refused(refused.get());
        }
        if (!draft.changes(before.get())) {
            return Outcome.done(before.get());
        }
        ApiKey key = draft.build();
        if (!keys.store().update(key)) {
            throw new StoreException("The key changed although the lock was held; try again");
        }
        if (key.revokedAt() != null || key.disabledAt() != null) {
            dependents.keyStopped(key.id());
        }
        transaction.changed(Change.apiKey(key.id()));
        record.accept(new Changed(before.get(), key));
        return Outcome.done(key);
    }

    /** Checks only the changed parts: a key can be revoked or disabled even when its owner is gone. */
    private Optional<Refusal> refuse(KeyDraft draft, ApiKey before) {
        List<FieldError> errors = new ArrayList<>(draft.errors(scopes.catalog()));
        ApiKey key = draft.build();
        boolean isStop = key.revokedAt() != null;
        boolean givesScopes = !Objects.equals(key.scopes(), before.scopes());
        boolean isRenamed = !key.name().equals(before.name());
        if (!errors.isEmpty()) {
            return Optional.of(Refusal.invalid(errors));
        }
        if (isStop || !(givesScopes || isRenamed || !Objects.equals(key.expiresAt(), before.expiresAt()))) {
            return Optional.empty();
        }
        KeyOwner owner = givesScopes || policy.hasTermsOfTenants() ? scopes.owner(before.owner()) : null;
        if (givesScopes) {
            errors.addAll(scopes.errors(owner, key.scopes()));
        }
        KeyTermsCheck terms =
                new KeyTermsCheck(policy.termsFor(owner == null ? null : owner.tenant()), clock.instant());
        errors.addAll(terms.errors(key, before));
        if (!errors.isEmpty()) {
            return Optional.of(Refusal.invalid(errors));
        }
        return isRenamed ? terms.refuseName(key, keys) : Optional.empty();
    }
}
