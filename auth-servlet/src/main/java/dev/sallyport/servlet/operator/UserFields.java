package dev.sallyport.servlet.operator;

import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.User;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The members of a request that creates or changes a person; the core has the last word on their values. */
final class UserFields {
    private static final int MAX_LOGIN = 254;
    private static final int MAX_NAME = 200;
    private static final int MAX_TENANT = 128;
    private static final int MAX_ROLES = 64;
    private static final int MAX_ROLE = 64;
    private static final int MAX_ATTRIBUTES = 40_000;

    private static final Members REST = Shape.object()
            .optional("email", Shape.text(0, MAX_LOGIN).orNull())
            .optional("name", Shape.text(0, MAX_NAME).orNull().like("Grace Hopper"))
            .optional("tenant", Shape.text(0, MAX_TENANT).orNull())
            .optional(
                    "roles",
                    Shape.list(Shape.text(1, MAX_ROLE).like("viewer"), MAX_ROLES)
                            .orNull())
            .optional("attributes", Shape.map(Shape.text()).orNull());

    /** A new person. */
    static final Members CREATE = Shape.object()
            .required("login", Shape.text(1, MAX_LOGIN).like("grace@example.com"))
            .and(REST);

    /** A change of a person. */
    static final Members UPDATE =
            Shape.object().optional("login", Shape.text(1, MAX_LOGIN)).and(REST);

    private final JsonBody body;

    UserFields(JsonBody body) {
        this.body = body;
    }

    /** With an id of ours: one that somebody chose could be that of a deleted person, or of another tenant's client. */
    NewUser newUser() {
        NewUser wanted = NewUser.of(body.text("login", MAX_LOGIN));
        String email = body.optionalText("email", MAX_LOGIN);
        String name = body.optionalText("name", MAX_NAME);
        String tenant = body.optionalText("tenant", MAX_TENANT);
        wanted = email == null ? wanted : wanted.withEmail(email);
        wanted = name == null ? wanted : wanted.withName(name);
        wanted = tenant == null ? wanted : wanted.withTenant(tenant);
        return wanted.withRoles(roles().toArray(String[]::new)).withAttributes(attributes());
    }

    /** Reads a change: a named member changes, and {@code null} clears it (RFC 7396). */
    UnaryOperator<User> change() {
        UnaryOperator<User> change = UnaryOperator.identity();
        if (body.has("login")) {
            String login = body.text("login", MAX_LOGIN);
            change = and(change, user -> user.withLogin(login));
        }
        if (body.has("email")) {
            String email = body.optionalText("email", MAX_LOGIN);
            change = and(change, user -> user.withEmail(email));
        }
        if (body.has("name")) {
            String name = body.optionalText("name", MAX_NAME);
            change = and(change, user -> user.withName(name));
        }
        if (body.has("tenant")) {
            String tenant = body.optionalText("tenant", MAX_TENANT);
            change = and(change, user -> user.withTenant(tenant));
        }
        if (body.has("roles")) {
            Set<String> roles = roles();
            change = and(change, user -> user.withRoles(roles));
        }
        if (body.has("attributes")) {
            Map<String, String> attributes = attributes();
            change = and(change, user -> user.withAttributes(attributes));
        }
        return change;
    }

    private static UnaryOperator<User> and(UnaryOperator<User> first, UnaryOperator<User> next) {
        return user -> next.apply(first.apply(user));
    }

    private Set<String> roles() {
        @Nullable List<String> roles = body.optionalTexts("roles", MAX_ROLES, MAX_ROLE);
        return roles == null ? Set.of() : Set.copyOf(roles);
    }

    private Map<String, String> attributes() {
        Map<String, String> texts = new HashMap<>();
        Map<String, Object> given = body.optionalObject("attributes", MAX_ATTRIBUTES);
        if (given != null) {
            given.forEach((name, value) -> {
                if (value instanceof String text) {
                    texts.put(name, text);
                } else {
                    body.fault("attributes." + name, "invalid", "A text.");
                }
            });
        }
        return texts;
    }
}
