package dev.sallyport.servlet.wire;

import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.token.TokenPolicy;
import java.util.Map;

/** What the OAuth 2.0 endpoints read and answer. Parameters that are not here are ignored, as RFC 6749 §3.2 says. */
final class OAuthDocs {
    private static final String TOPIC = "OAuth";
    private static final String ID = "d_0123456789abcdef";
    private static final String SECRET = "ds_0123456789abcdef";

    private static final Members CLIENT = Shape.object()
            .optional("client_id", Shape.text().describedAs("Or by HTTP Basic."))
            .optional("client_secret", Shape.text().describedAs("Or by HTTP Basic."));

    static final RouteDoc TOKEN = RouteDoc.of(TOPIC, "Gives out a token (RFC 6749)")
            .reads(Shape.object()
                    .required("grant_type", Shape.oneOf("client_credentials", "refresh_token"))
                    .optional("scope", Shape.text().describedAs("Scopes, with spaces between them."))
                    .optional("refresh_token", Shape.text())
                    .and(CLIENT))
            .showing(
                    "client_credentials",
                    Map.of("grant_type", "client_credentials", "client_id", ID, "client_secret", SECRET))
            .showing("refresh_token", Map.of("grant_type", "refresh_token", "refresh_token", "rt_0123456789abcdef"))
            .answers(200, "A token.", LoginRoutes.GRANTED);

    static final RouteDoc REVOKE = RouteDoc.of(TOPIC, "Ends a token or an API key (RFC 7009)")
            .reads(Shape.object()
                    .required("token", Shape.secret(TokenPolicy.MAX_LENGTH).like("rt_0123456789abcdef"))
                    .optional("token_type_hint", Shape.text().describedAs("Not needed."))
                    .and(CLIENT))
            .answers(200, "Nothing is left of the token.");

    static final RouteDoc INTROSPECT = RouteDoc.of(TOPIC, "Tells whether a token is good, and whose it is (RFC 7662)")
            .reads(Shape.object()
                    .required("token", Shape.secret(TokenPolicy.MAX_LENGTH).like("eyJhbGciOiJFZERTQSJ9"))
                    .optional("token_type_hint", Shape.text().describedAs("Not needed."))
                    .optional("client_id", Shape.text().like(ID))
                    .optional("client_secret", Shape.text().like(SECRET)))
            .answers(
                    200,
                    "What is known of the token; of one that is not good, that it is not active.",
                    Shape.object()
                            .required("active", Shape.flag())
                            .optional("scope", Shape.text().like("reports:read"))
                            .optional("client_id", Shape.text())
                            .optional("username", Shape.text().like("ada@example.com"))
                            .optional("token_type", Shape.oneOf("Bearer", "N_A"))
                            .optional("exp", Shape.integer().like(1_893_456_000L))
                            .optional("iat", Shape.integer())
                            .optional("sub", Shape.text().like("ada"))
                            .optional("aud", Shape.any().describedAs("A text, or a list of texts."))
                            .optional("iss", Shape.text().like("https://api.example.com"))
                            .optional("jti", Shape.text()));

    private OAuthDocs() {}
}
