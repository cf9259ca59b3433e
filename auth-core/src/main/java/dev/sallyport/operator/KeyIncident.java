package dev.sallyport.operator;

import dev.sallyport.apikey.ApiKeys;
import dev.sallyport.audit.Actor;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Revokes many keys for one reason, each in a transaction of its own. For one thread. */
final class KeyIncident {
    private final ApiKeys keys;
    private final @Nullable String reason;
    private final Actor by;
    private int revoked;

    KeyIncident(ApiKeys keys, @Nullable String reason, Actor by) {
        this.keys = keys;
        this.reason = reason;
        this.by = by;
    }

    /**
     * Revokes the keys, and skips those that do not exist or are revoked already.
     *
     * @return how many were revoked; refused as soon as one cannot be
     */
    Outcome<Integer> revoke(Collection<String> ids, Function<String, Outcome<OperatorKeys.Owned>> find) {
        for (String id : ids) {
            Outcome<Boolean> outcome = find.apply(id)
                    .flatMap(owned -> owned.key().revokedAt() != null
                            ? Outcome.done(false)
                            : keys.revoke(id, reason, by).map(key -> true));
            if (outcome instanceof Outcome.Refused<Boolean> refused
                    && refused.refusal().cause() != Refusal.Cause.NOT_FOUND) {
                return Outcome.refused(refused.refusal());
            }
            revoked += outcome.fold(done -> done ? 1 : 0, refusal -> 0);
        }
        return Outcome.done(revoked);
    }
}
