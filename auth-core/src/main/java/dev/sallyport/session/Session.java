package dev.sallyport.session;

import dev.sallyport.secret.Sealed;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One login and the tokens it led to. Immutable.
 *
 * @param id ours: 22 base64url characters with 128 random bits, the {@code sid} of its tokens
 * @param credentialId the API key it was opened with; null after a password login
 * @param label a client's own name for it, unique within the key; null when it has none
 * @param authTime when the owner proved who they are
 * @param expiresAt the end of the last token it can have; refused from this instant on
 * @param address where the login came from, null when unknown
 * @param userAgent as the client named itself, at most 256 characters, null when it did not
 * @param reusableToken what is needed to hand out the same token again; null when that never happens
 * @param audience the application it is for, as the {@code aud} of a token; null before it is opened, and in a row of before there
 *     were audiences, which no application takes
 */
public record Session(
        String id,
        String ownerId,
        @Nullable String credentialId,
        @Nullable String label,
        List<String> amr,
        Instant authTime,
        Instant createdAt,
        Instant expiresAt,
        @Nullable String address,
        @Nullable String userAgent,
        @Nullable Sealed reusableToken,
        @Nullable String audience) {

    public Session {
        amr = List.copyOf(amr);
    }

    public boolean isExpiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** The same session with another end and another token to make again. */
    public Session extended(Instant newExpiresAt, @Nullable Sealed newReusableToken) {
        return changed(copy -> {
            copy.expiresAt = newExpiresAt;
            copy.reusableToken = newReusableToken;
        });
    }

    /** A session without credential, methods or origin, authenticated when it was created. */
    public static Session of(String id, String ownerId, Instant createdAt, Instant expiresAt) {
        String none = null;
        return new Session(id, ownerId, none, none, List.of(), createdAt, createdAt, expiresAt, none, none, null, none);
    }

    /** The same session, opened by a key under a label of its own. */
    public Session withCredential(@Nullable String id, @Nullable String name) {
        return changed(copy -> {
            copy.credentialId = id;
            copy.label = name;
        });
    }

    /** The same session, opened from there. */
    public Session withOrigin(@Nullable String from, @Nullable String by) {
        return changed(copy -> {
            copy.address = from;
            copy.userAgent = by;
        });
    }

    /** The same session with other methods that it rests on. */
    public Session withAmr(List<String> value) {
        return changed(copy -> copy.amr = value);
    }

    public Session withAuthTime(Instant value) {
        return changed(copy -> copy.authTime = value);
    }

    public Session withReusableToken(@Nullable Sealed value) {
        return changed(copy -> copy.reusableToken = value);
    }

    public Session withAudience(@Nullable String value) {
        return changed(copy -> copy.audience = value);
    }

    private Session changed(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.build();
    }

    /** The one place that repeats all components. */
    private static final class Copy {
        private final Session of;
        private @Nullable String credentialId;
        private @Nullable String label;
        private List<String> amr;
        private Instant authTime;
        private Instant expiresAt;
        private @Nullable String address;
        private @Nullable String userAgent;
        private @Nullable Sealed reusableToken;
        private @Nullable String audience;

        Copy(Session of) {
            this.of = of;
            this.credentialId = of.credentialId;
            this.label = of.label;
            this.amr = of.amr;
            this.authTime = of.authTime;
            this.expiresAt = of.expiresAt;
            this.address = of.address;
            this.userAgent = of.userAgent;
            this.reusableToken = of.reusableToken;
            this.audience = of.audience;
        }

        Session build() {
            return new Session(
                    of.id,
                    of.ownerId,
                    credentialId,
                    label,
                    amr,
                    authTime,
                    of.createdAt,
                    expiresAt,
                    address,
                    userAgent,
                    reusableToken,
                    audience);
        }
    }

    /**
     * The little of a session that its end needs. Immutable.
     *
     * @param expiresAt refused from this instant on
     */
    public record State(String id, String ownerId, List<String> amr, Instant expiresAt) {
        public State {
            amr = List.copyOf(amr);
        }

        static State of(Session session) {
            return new State(session.id(), session.ownerId(), session.amr(), session.expiresAt());
        }

        public boolean isExpiredAt(Instant now) {
            return !now.isBefore(expiresAt);
        }
    }
}
