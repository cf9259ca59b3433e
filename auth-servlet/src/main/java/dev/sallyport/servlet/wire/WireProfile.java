package dev.sallyport.servlet.wire;

import dev.sallyport.limit.LimitDecision;
import dev.sallyport.outcome.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The face of one API: where credentials stand, its own endpoints, its errors, its rate-limit
 * headers. Implementations are immutable, safe for use by many threads and hold no state of a request.
 *
 * <p>The framework around a profile, not the profile, enforces sizes, strict JSON, content types, methods, {@code Cache-Control},
 * {@code WWW-Authenticate}, {@code Retry-After}, and turns unexpected exceptions into a bare 500.
 */
public interface WireProfile {
    /** Where a request may carry its credential. */
    CredentialSources credentials();

    /** The endpoints of this profile, for the life of the application. */
    List<Route> routes(Operations core);

    /**
     * The name of the cookie that alone counts below this profile's mount, and nowhere else; null where credentials are those of the
     * application's own profile.
     */
    default @Nullable String consoleCookie() {
        return null;
    }

    /**
     * The path, relative to the context, below which everything belongs to this profile, so that what is no route there is
     * "not found"; empty when its routes stand among the application's resources.
     */
    default Optional<String> mount() {
        return Optional.empty();
    }

    /** How a refusal is written; the framework adds the headers that every profile has. */
    Reply refusal(Refusal refusal, RefusalContext site);

    /**
     * How an unexpected failure is written, with status 500.
     *
     * @param incident what the log calls it
     */
    Reply failure(String incident, RefusalContext site);

    /**
     * The headers that tell a caller how much of a limit is left, by name; empty for none.
     *
     * @param policy the name of the limit
     */
    Map<String, String> limits(String policy, LimitDecision decision);
}
