package dev.sallyport.servlet.wire;

import java.util.List;

/**
 * All endpoints of an application that has started, for documents about them. Immutable, but for the table, to which the application may
 * add.
 *
 * @param faces the application's own profile first
 * @param keyHeaders headers that may carry an API key
 */
public record EndpointMap(Operations core, List<Mounted> faces, List<String> keyHeaders, EndpointTable table) {
    public EndpointMap {
        faces = List.copyOf(faces);
        keyHeaders = List.copyOf(keyHeaders);
    }
}
