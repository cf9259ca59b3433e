package dev.sallyport.bench.http;

import dev.sallyport.bench.Application;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Requests in rotation, byte for byte alike for every server.
 *
 * @param title what they carry, in words
 * @param kind of credential in them
 */
record Requests(String title, Application.Kind kind, List<ByteBuffer> bytes) {
    static Requests of(String title, Application.Kind kind, List<String> credentials) {
        String header = kind == Application.Kind.KEY ? "X-API-Key: " : "Authorization: Bearer ";
        return new Requests(
                title,
                kind,
                credentials.stream()
                        .map(credential -> direct("GET /api/reports HTTP/1.1\r\nHost: api.example.com\r\n"
                                + "Accept: application/json\r\nUser-Agent: bench\r\n" + header + credential
                                + "\r\n\r\n"))
                        .toList());
    }

    private static ByteBuffer direct(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
