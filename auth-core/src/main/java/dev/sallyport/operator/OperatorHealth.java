package dev.sallyport.operator;

import dev.sallyport.caller.Caller;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.token.SigningKeyInfo;
import dev.sallyport.token.SigningKeys;

/** Lets operators see the state of an instance, whatever their tenant. Safe for use by many threads. */
@CheckReturnValue
public final class OperatorHealth {
    private final OperatorRights rights;
    private final SigningKeys keys;

    OperatorHealth(OperatorRights rights, SigningKeys keys) {
        this.rights = rights;
        this.keys = keys;
    }

    /** Answers the kid of the key that signs, to somebody who may see how the instance is doing. */
    public Outcome<String> read(Caller caller) {
        return rights.reading(
                caller,
                OperatorArea.HEALTH,
                operator -> Outcome.done(keys.list().stream()
                        .filter(key -> key.state() == SigningKeyInfo.State.SIGNING)
                        .findFirst()
                        .map(SigningKeyInfo::kid)
                        .orElse("")));
    }
}
