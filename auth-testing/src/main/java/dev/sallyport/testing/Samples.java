package dev.sallyport.testing;

import dev.sallyport.account.Ticket;
import dev.sallyport.account.TicketKind;
import dev.sallyport.apikey.ApiKey;
import dev.sallyport.leak.LeakReport;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Sealed;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.session.RefreshFamily;
import dev.sallyport.session.Session;
import dev.sallyport.token.SigningAlgorithm;
import dev.sallyport.token.StoredSigningKey;
import dev.sallyport.user.StoredUser;
import dev.sallyport.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows to keep, with no field left out, and the same with all that may be null left out. */
final class Samples {
    /** With microseconds, in winter, and not on a whole anything. */
    static final Instant NOW = Instant.parse("2026-01-31T23:59:58.123457Z");

    static final Duration MICRO = Duration.ofNanos(1_000);

    /** Latin, Greek, Chinese, a character outside the basic plane, quotes, lines, and what SQL and templates care about. */
    static final String ODD = "Zoë Ωμέγα 钥匙 🔑 'quoted' \"twice\" back\\slash :name ? % _ -- <a> {b}\r\n\ttab=1\\n";

    private Samples() {}

    static String longText() {
        return (ODD + "0123456789").repeat(200).substring(0, 10_000);
    }

    /** 200 characters of three bytes each. */
    static String longId() {
        return "钥".repeat(200);
    }

    static SecretDigest digest(String credential) {
        return SecretDigest.of(credential);
    }

    static LeakReport leakReport(String id, Instant at) {
        return new LeakReport(id, Sealed.of("v1.sealed." + ODD), at, at, "app");
    }

    static Ticket ticket(String text, TicketKind kind, String subject) {
        return new Ticket(digest(text), kind, subject, "app", "address " + ODD, "name " + ODD, NOW.plusSeconds(1));
    }

    static ApiKey apiKey(String id) {
        return ApiKey.builder(id, "owner", "app", "name of " + id, NOW)
                .owned(ApiKey.OwnerKind.SERVICE, "maker of " + id, "tenant of " + id)
                .description("description of " + id)
                .scopes(ScopeSet.of("reports:read", "reports:*"))
                .rateLimit(RateLimit.parse("100/hour, 1000/day"))
                .expiresAt(NOW.plusSeconds(1))
                .lastUsedAt(NOW.plusSeconds(2))
                .disabledAt(NOW.plusSeconds(3))
                .revoked(NOW.plusSeconds(4), "leaked")
                .replaces("older")
                .build();
    }

    static ApiKey plainApiKey(String id, String owner, Instant createdAt) {
        return ApiKey.of(id, owner, "app", "name", createdAt);
    }

    /** The sample with another name and version. */
    static ApiKey renamed(String id, String name, long version) {
        return ApiKey.of(id, "owner", "app", name, NOW).withVersion(version);
    }

    static Session session(String id) {
        return Session.of(id, "owner", NOW.plusSeconds(1), NOW.plusSeconds(2))
                .withCredential("key", "label of " + id)
                .withOrigin("2001:db8::1", "Browser/1.0 (" + id + ")")
                .withAmr(List.of("pwd", "otp", "mfa"))
                .withAuthTime(NOW)
                .withReusableToken(Sealed.of("token of " + id))
                .withAudience("app");
    }

    static Session plainSession(
            String id, String owner, @Nullable String credential, Instant createdAt, Instant expiresAt) {
        return Session.of(id, owner, createdAt, expiresAt).withCredential(credential, null);
    }

    static RefreshFamily refreshFamily(String sessionId) {
        return new RefreshFamily(
                sessionId,
                Sealed.of("sealed " + sessionId),
                ScopeSet.of("reports:read", "reports:*"),
                1,
                NOW.plusSeconds(1),
                NOW.plusSeconds(2));
    }

    static StoredSigningKey signingKey(String kid, long period) {
        return new StoredSigningKey(
                kid, period, SigningAlgorithm.ES256, NOW, NOW.plusSeconds(period), Sealed.of("sealed " + kid));
    }

    static StoredUser user(String id) {
        return user(id, id + "@Login", id + "@Email.example", 0);
    }

    static StoredUser user(String id, String login, @Nullable String email, long version) {
        User user = new User(
                id,
                login,
                email,
                "Name of " + id,
                "tenant",
                Set.of("analyst", "viewer"),
                Map.of("department", "sales", "a=b", "c=d\ne"),
                true);
        return new StoredUser(user, Secret.of("$argon2id$v=19$m=1,t=1,p=1$c2FsdA$aGFzaA"), version);
    }
}
