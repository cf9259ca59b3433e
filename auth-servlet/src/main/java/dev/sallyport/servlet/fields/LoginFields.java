package dev.sallyport.servlet.fields;

import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.shape.Scalar;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.token.TokenPolicy;

/** The fields of logins, and how long they may be. */
public final class LoginFields {
    /** A login of 254 characters, decomposed, and a little space around it. */
    private static final int MAX_NAME = 1_024;
    /** Of a token; of all others the core knows closer bounds. */
    private static final int MAX_CREDENTIAL = TokenPolicy.MAX_LENGTH;

    /** Shape of {@link #name}. */
    public static final Scalar NAME = Shape.text(1, MAX_NAME);
    /** Shape of {@link #secret}. */
    public static final Scalar SECRET = Shape.secret(MAX_CREDENTIAL);

    private LoginFields() {}

    /** A login name or e-mail address. */
    public static String name(JsonBody body, String field) {
        return body.text(field, MAX_NAME);
    }

    /** A password, key, token or code. */
    public static Secret secret(JsonBody body, String field) {
        return Secret.of(body.text(field, MAX_CREDENTIAL));
    }
}
