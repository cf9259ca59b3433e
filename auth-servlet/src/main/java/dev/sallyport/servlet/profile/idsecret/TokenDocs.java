package dev.sallyport.servlet.profile.idsecret;

import dev.sallyport.client.ClientType;
import dev.sallyport.client.ClientTypes;
import dev.sallyport.servlet.fields.LoginFields;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.servlet.wire.AskedScopes;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the endpoints read and answer, which depends on the types of clients. */
final class TokenDocs {
    static final RouteDoc INVALIDATE =
            RouteDoc.of("Login", "Ends the token of this request").answers(204, "The token has ended.");

    private TokenDocs() {}

    static RouteDoc token(ClientTypes types, String defaultType) {
        Members reads = Shape.object()
                .optional(
                        "type",
                        Shape.text(0, TokenRoutes.MAX_TEXT)
                                .orNull()
                                .describedAs("One of " + names(types) + "; default " + defaultType + "."))
                .optional(
                        "tokenExpiry",
                        Shape.integer(1, Integer.MAX_VALUE).orNull().describedAs("Seconds."))
                .optional("scope", AskedScopes.SHAPE);
        for (ClientType type : types.all()) {
            reads = reads.and(fields(type));
        }
        return RouteDoc.of("Login", "Exchanges an id and a secret for a token")
                .reads(reads)
                .showing(
                        defaultType,
                        Map.of(defaultType + "Id", "d_0123456789abcdef", defaultType + "Secret", "ds_0123456789abcdef"))
                .answers(
                        200,
                        "A token.",
                        Shape.object()
                                .required("accessToken", Shape.text().like("eyJhbGciOiJFZERTQSJ9…"))
                                .required("expiresIn", Shape.integer().describedAs("Seconds.")));
    }

    private static String names(ClientTypes types) {
        return types.all().stream().map(ClientType::name).sorted().collect(Collectors.joining(", "));
    }

    private static Members fields(ClientType type) {
        Members fields = Shape.object()
                .optional(type.name() + "Id", Shape.text(1, TokenRoutes.MAX_TEXT))
                .optional(type.name() + "Secret", LoginFields.SECRET);
        for (String claim : new TreeSet<>(type.claims())) {
            fields = fields.optional(
                    claim,
                    claim.equals(TokenRoutes.PARAMS)
                            ? Shape.map(Shape.any()).orNull()
                            : Shape.text(0, TokenRoutes.MAX_TEXT).orNull());
        }
        return fields;
    }
}
