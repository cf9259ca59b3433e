package dev.sallyport.token;

import dev.sallyport.caller.CallerKind;
import dev.sallyport.scope.ScopeSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the payload of an access token: every claim has exactly its type. For one thread and one payload. */
final class ClaimsReader {
    private final Map<String, Object> members;

    private ClaimsReader(Map<String, Object> members) {
        this.members = members;
    }

    static AccessClaims read(byte[] payload) throws MalformedTokenException {
        return new ClaimsReader(TokenJson.read(payload)).read();
    }

    private AccessClaims read() throws MalformedTokenException {
        if (members.containsKey("cnf")) {
            // A token bound to a sender's key (RFC 7800) would be taken from anybody: proof of
            // possession is not checked.
            throw new MalformedTokenException("the reserved claim cnf");
        }
        return new AccessClaims(
                text("iss"),
                audience(),
                text("sub"),
                text("client_id"),
                kind(),
                optionalText("tenant"),
                scopes(),
                roles(),
                optionalText("sid"),
                optionalText("cid"),
                second("auth_time"),
                texts("amr"),
                ext(),
                text("jti"),
                second("iat"),
                members.containsKey("nbf") ? second("nbf") : null,
                second("exp"));
    }

    private String text(String name) throws MalformedTokenException {
        if (members.get(name) instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw wrong(name);
    }

    private @Nullable String optionalText(String name) throws MalformedTokenException {
        return members.containsKey(name) ? text(name) : null;
    }

    private Instant second(String name) throws MalformedTokenException {
        if (members.get(name) instanceof Long second && second >= 0 && second <= TokenLimits.MAX_SECOND) {
            return Instant.ofEpochSecond(second);
        }
        throw wrong(name);
    }

    private List<String> audience() throws MalformedTokenException {
        if (members.get("aud") instanceof String one && !one.isEmpty()) {
            return List.of(one);
        }
        if (!members.containsKey("aud")) {
            throw wrong("aud");
        }
        return texts("aud");
    }

    private CallerKind kind() throws MalformedTokenException {
        CallerKind kind = CallerKinds.BY_CLAIM.get(text("kind"));
        if (kind == null) {
            throw wrong("kind");
        }
        return kind;
    }

    private ScopeSet scopes() throws MalformedTokenException {
        if (!members.containsKey("scope")) {
            return ScopeSet.none();
        }
        try {
            return ScopeSet.parseUnion(text("scope"));
        } catch (IllegalArgumentException e) {
            throw wrong("scope");
        }
    }

    /** Not {@code Set.copyOf}: its tables probe linearly, and nobody knows yet who chose the names. */
    private Set<String> roles() throws MalformedTokenException {
        return Collections.unmodifiableSet(new LinkedHashSet<>(texts("roles")));
    }

    /** None when the claim is absent. */
    private List<String> texts(String name) throws MalformedTokenException {
        if (!members.containsKey(name)) {
            return List.of();
        }
        if (!(members.get(name) instanceof List<?> elements)) {
            throw wrong(name);
        }
        List<String> texts = new ArrayList<>(elements.size());
        for (Object element : elements) {
            if (!(element instanceof String text) || text.isEmpty()) {
                throw wrong(name);
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    // The reader makes no map whose names are anything but texts, and none that can be modified.
    @SuppressWarnings("unchecked")
    private Map<String, Object> ext() throws MalformedTokenException {
        if (!members.containsKey("ext")) {
            return Map.of();
        }
        if (members.get("ext") instanceof Map<?, ?> ext) {
            return (Map<String, Object>) ext;
        }
        throw wrong("ext");
    }

    private static MalformedTokenException wrong(String claim) {
        return new MalformedTokenException("the claim " + claim + " is missing or not of its type");
    }
}
