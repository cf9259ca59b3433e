package dev.sallyport.apikey;

import dev.sallyport.outcome.Refusal;
import java.util.Optional;

/** An objection to the change of a key, asked in the transaction of the change. */
@FunctionalInterface
public interface KeyObjection {
    /** Empty when there is nothing against it. */
    Optional<Refusal> to(ApiKey before, ApiKey after);

    /** Has nothing against any change. */
    static KeyObjection none() {
        return (before, after) -> Optional.empty();
    }
}
