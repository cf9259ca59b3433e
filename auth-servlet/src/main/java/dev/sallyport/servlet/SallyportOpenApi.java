package dev.sallyport.servlet;

import dev.sallyport.servlet.describe.SecuredDocument;
import dev.sallyport.servlet.describe.Securing;
import dev.sallyport.servlet.wire.EndpointMap;
import jakarta.servlet.ServletContext;

/**
 * An application's own OpenAPI document, completed with what is enforced: security schemes, the security of each operation with its scopes,
 * and the responses 401, 403 and 429. Operations are matched with rules by method and path. Safe for use by many threads.
 */
public final class SallyportOpenApi {
    private final EndpointMap endpoints;
    private final String contextPath;

    private SallyportOpenApi(EndpointMap endpoints, String contextPath) {
        this.endpoints = endpoints;
        this.contextPath = contextPath;
    }

    /**
     * For a context that has started, with all of its endpoints.
     *
     * @throws IllegalStateException when the filter has not started there
     */
    public static SallyportOpenApi of(ServletContext context) {
        return new SallyportOpenApi(
                RunningWeb.find(context)
                        .flatMap(RunningWeb::map)
                        .orElseThrow(() -> new IllegalStateException(
                                "There is no Sallyport in this context yet: ask once the context has started")),
                context.getContextPath());
    }

    /**
     * Completes a document and lists where it and the rules disagree: operations that no rule guards, and rules that no operation
     * describes.
     *
     * @param document OpenAPI 3.0 or 3.1, as JSON
     * @throws IllegalArgumentException when it is no such document
     */
    public SecuredDocument secure(String document) {
        return Securing.secure(document, endpoints, contextPath);
    }
}
