package dev.sallyport.servlet.guard.decide;

import dev.sallyport.access.RequestLimits;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.wire.Endpoints;
import dev.sallyport.servlet.wire.RefusalContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Refusals as the gate of one context answers them, whoever decided. Safe for use by many threads. */
public final class Refusals {
    private final Endpoints endpoints;
    private final AdmittedRequest.Token token;

    /** @param token of the passages whose limits are told again when an answer begins anew */
    public Refusals(Endpoints endpoints, AdmittedRequest.Token token) {
        this.endpoints = endpoints;
        this.token = token;
    }

    /** Null where the limits have room. */
    public static @Nullable Refusal of(RequestLimits.Result limits) {
        return limits.decision() == null || limits.isAllowed()
                ? null
                : Refusal.rateLimited(limits.decision().retryAfter());
    }

    /** What is left to the caller, in the headers of the profile of the path. */
    public void tell(HttpServletRequest request, HttpServletResponse response, RequestLimits.Result limits) {
        if (limits.decision() != null) {
            endpoints.tell(request, response, limits.policy(), limits.decision());
        }
    }

    /** The same as {@link #write}, where nothing of the application has seen the request. */
    void turnAway(
            HttpServletRequest request,
            HttpServletResponse response,
            Refusal refusal,
            RefusalContext site,
            ClientAddress address)
            throws IOException {
        if (request.getDispatcherType() == DispatcherType.REQUEST) {
            endpoints.refuseOnceRead(request, response, refusal, site, address);
        } else {
            write(request, response, refusal, site);
        }
    }

    /** In the way of the dispatch: an include takes none, and what dispatched elsewhere may have begun an answer. */
    public void write(HttpServletRequest request, HttpServletResponse response, Refusal refusal, RefusalContext site)
            throws IOException {
        DispatcherType dispatch = request.getDispatcherType();
        if (dispatch == DispatcherType.INCLUDE || response.isCommitted()) {
            return;
        }
        if (dispatch != DispatcherType.REQUEST) {
            // The resource that dispatched may have begun an answer, or taken the writer.
            response.reset();
            AdmittedRequest admitted = AdmittedRequest.of(request, token);
            if (admitted != null) {
                tell(request, response, admitted.limits());
            }
        }
        endpoints.refuse(request, response, refusal, site);
    }
}
