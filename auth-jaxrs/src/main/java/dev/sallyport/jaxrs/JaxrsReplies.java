package dev.sallyport.jaxrs;

import dev.sallyport.servlet.wire.Reply;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;

/** Makes what a profile says into an answer of JAX-RS. Without state. */
final class JaxrsReplies {
    private JaxrsReplies() {}

    static Response of(Reply reply) {
        Response.ResponseBuilder answer = Response.status(reply.status()).header(HttpHeaders.CACHE_CONTROL, "no-store");
        reply.headers().forEach(answer::header);
        if (reply.contentType() != null) {
            answer.type(reply.contentType()).header("X-Content-Type-Options", "nosniff");
        }
        // Never without an entity: runtimes call sendError then, and the container would add a page.
        return answer.entity(body(reply)).build();
    }

    /** Puts it in the place of an answer that was about to go out. */
    static void replace(ContainerResponseContext answer, Reply reply) {
        answer.getHeaders().clear();
        answer.setStatus(reply.status());
        answer.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        reply.headers().forEach(answer.getHeaders()::putSingle);
        MediaType type = MediaType.APPLICATION_OCTET_STREAM_TYPE;
        if (reply.contentType() != null) {
            type = MediaType.valueOf(reply.contentType());
            answer.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
        }
        answer.setEntity(body(reply), new Annotation[0], type);
    }

    private static byte[] body(Reply reply) {
        return reply.body().getBytes(StandardCharsets.UTF_8);
    }
}
