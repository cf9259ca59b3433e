package dev.sallyport.servlet.guard.decide;

import dev.sallyport.access.RequestLimits;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.caller.Caller;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.limit.Plan;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.rule.RuleValidator;
import dev.sallyport.servlet.wire.Admitted;
import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The mark of a request that the gate let in, kept in an attribute of the request so that it outlives wrappers and dispatches.
 * Only this package can make one, and one counts only at the gate whose token it holds; whatever else an application puts under the name
 * is as good as nothing. Safe for use by many threads.
 *
 * <p>See decision 0072.
 *
 * @param accepted what its credential was found to be; null when none came
 * @param credential that came in a header, for what is done about itself; null where none did
 * @param limits what the limits said when the request came
 * @param counted which limits of resources have counted the request
 * @param path of the dispatch that the gate let on last, as the container decoded it: what stands between the gate and a resource
 *     may tell the resource another
 */
public record AdmittedRequest(
        Token token,
        AuthenticationResult.@Nullable Accepted accepted,
        @Nullable Secret credential,
        RequestLimits.Result limits,
        Counted counted,
        String path) {
    /** Operators have it in their access logs, which print it as text. */
    static final String ATTRIBUTE = "dev.sallyport.caller";

    /** Known to one gate and to what decides for it. */
    public static final class Token {}

    public static @Nullable AdmittedRequest of(ServletRequest request, Token token) {
        return request.getAttribute(ATTRIBUTE) instanceof AdmittedRequest admitted && admitted.token == token
                ? admitted
                : null;
    }

    /** Null when no credential came. */
    public @Nullable Caller caller() {
        return accepted == null ? null : accepted.caller();
    }

    /** The caller's; null when there is none. */
    public Plan.@Nullable Budget plan() {
        return accepted == null ? null : accepted.plan();
    }

    /** What an endpoint of ours is told. */
    public Admitted from(ClientAddress address) {
        return new Admitted(caller(), credential, address);
    }

    /** The same request, at another path. */
    public AdmittedRequest at(String current) {
        return current.equals(path) ? this : new AdmittedRequest(token, accepted, credential, limits, counted, current);
    }

    /** For access logs: the caller's id; a dash, as these write it, where there is none. */
    @Override
    public String toString() {
        return accepted == null
                ? "-"
                : RuleValidator.printable(accepted.caller().id());
    }
}
