package dev.sallyport.apikey;

import dev.sallyport.audit.Actor;
import dev.sallyport.change.Change;
import dev.sallyport.change.StoreException;
import dev.sallyport.change.Transactions;
import dev.sallyport.environment.Environment;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Gives a key of a person to a service account of the same tenant. Safe for use by many threads. */
final class KeyTransfer {
    private final AudienceKeys keys;
    private final KeyScopes scopes;
    private final KeyRotation.KeyEnds ends;
    private final Transactions transactions;
    private final InstantSource clock;

    KeyTransfer(AudienceKeys keys, KeyScopes scopes, KeyRotation.KeyEnds ends, Environment environment) {
        this.keys = keys;
        this.scopes = scopes;
        this.ends = ends;
        this.transactions = environment.transactions();
        this.clock = environment.clock();
    }

    Outcome<ApiKey> transfer(ApiKey found, ApiKey.Owner to, ScopeSet given, Actor by) {
        return transactions.inTransaction(transaction -> {
            transaction.lockOwner(found.ownerId());
            transaction.lockOwner(to.id());
            Instant now = clock.instant();
            Optional<ApiKey> before = keys.findOf(found.owner(), found.id()).filter(key -> key.revokedAt() == null);
            if (before.isEmpty()) {
                return Outcome.<ApiKey>refused(Refusal.notFound());
            }
            KeyOwner account = scopes.owner(to);
            if (account == null
                    || to.kind() != ApiKey.OwnerKind.SERVICE
                    || found.ownerKind() != ApiKey.OwnerKind.USER
                    || !Objects.equals(account.tenant(), before.get().tenant())) {
                return Outcome.<ApiKey>refused(noAccount());
            }
            if (!keys.makeRoom(to, account.tenant(), now)) {
                return Outcome.<ApiKey>refused(keys.tooMany());
            }
            KeyDraft draft = KeyDraft.change(before.get(), now);
            draft.owner = to;
            draft.scopes = given;
            ApiKey key = draft.build();
            if (!keys.store().transfer(key)) {
                throw new StoreException("The key changed although the lock was held; try again");
            }
            ends.dependents().keyStopped(key.id());
            transaction.changed(Change.apiKey(key.id()));
            ends.audit().transferred(before.get(), key, by);
            return Outcome.done(key);
        });
    }

    private static Refusal noAccount() {
        return Refusal.invalid(List.of(
                new FieldError("owner", "invalid", "A key of a person goes to a service account of the same tenant.")));
    }
}
