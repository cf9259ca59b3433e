package dev.sallyport.jaxrs;

import dev.sallyport.change.StoreException;
import dev.sallyport.servlet.guard.ResourceGate;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Answers a resource method that found the store broken as the profile says it. Safe for use by many threads. */
final class StoreFailures implements ExceptionMapper<StoreException> {
    @Context
    @SuppressWarnings("NullAway.Init") // set by the runtime, to a proxy of the current request
    private HttpServletRequest request;

    @Override
    public Response toResponse(StoreException failure) {
        return ResourceGate.of(request.getServletContext())
                .map(gate -> JaxrsReplies.of(gate.unavailable(request, failure, "A resource method")))
                .orElseGet(() -> Response.status(Response.Status.SERVICE_UNAVAILABLE)
                        .entity(new byte[0])
                        .build());
    }
}
