package dev.sallyport.operator;

import dev.sallyport.caller.Caller;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.token.SigningKeyInfo;
import dev.sallyport.token.SigningKeys;
import dev.sallyport.token.TokenPolicy;
import java.util.List;
import java.util.function.Function;

/** Operator actions on the keys that sign tokens, which belong to no tenant. Safe for use by many threads. */
@CheckReturnValue
public final class OperatorSigningKeys {
    private final OperatorRights rights;
    private final SigningKeys keys;

    OperatorSigningKeys(OperatorRights rights, SigningKeys keys) {
        this.rights = rights;
        this.keys = keys;
    }

    /** Newest first. */
    public Outcome<List<SigningKeyInfo>> list(Caller caller) {
        return rights.reading(
                caller, OperatorArea.SIGNING_KEYS, operator -> ofAll(operator, all -> Outcome.done(keys.list())));
    }

    /** Publishes the next key, which signs once verifiers have had time to fetch it; returns its kid. */
    public Outcome<String> rotate(Caller caller, String address) {
        return changing(
                caller,
                operator -> keys.list().size() < TokenPolicy.MAX_KEYS
                        ? Outcome.done(keys.rotate(operator.at(address)))
                        : Outcome.refused(Refusal.of(
                                Refusal.Cause.INVALID_REQUEST,
                                "There are " + TokenPolicy.MAX_KEYS + " signing keys: revoke one first.")));
    }

    /** Revokes a key and so every token that it signed. */
    public Outcome<String> revoke(Caller caller, String kid, String address) {
        return changing(
                caller,
                operator -> keys.revoke(kid, operator.at(address))
                        ? Outcome.done(kid)
                        : Outcome.refused(Refusal.notFound()));
    }

    /** Runs a change of signing keys, which has transactions of its own. */
    private <T> Outcome<T> changing(Caller caller, Function<Operator, Outcome<T>> work) {
        return rights.changingInSteps(caller, OperatorArea.SIGNING_KEYS, operator -> ofAll(operator, work));
    }

    private static <T> Outcome<T> ofAll(Operator operator, Function<Operator, Outcome<T>> work) {
        return operator.isOfAll()
                ? work.apply(operator)
                : Outcome.refused(Refusal.of(
                        Refusal.Cause.FORBIDDEN, "Signing keys serve all tenants: ask an operator of all of them."));
    }
}
