package dev.sallyport.bench;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.grant.KeyLogin;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.limit.LimitBy;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.Secret;
import dev.sallyport.token.SigningAlgorithm;
import dev.sallyport.user.NewUser;
import java.util.ArrayList;
import java.util.List;

/**
 * An application with everything on: scopes, roles, a limit for each caller, audit. Kept in memory.
 */
public final class Application implements AutoCloseable {
    private static final RateLimit MANY = RateLimit.parse("1000000/second");

    private final Sallyport auth;
    private int users;

    /**
     * @param cacheSize how many verified credentials are kept
     * @param algorithm of its tokens
     */
    public Application(int cacheSize, SigningAlgorithm algorithm) {
        auth = Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read", "reports:generate", "dashboards:read")
                .roles(Role.of("analyst", "reports:read", "reports:generate", "dashboards:read"))
                .tokens(tokens -> tokens.withAlgorithm(algorithm))
                // Counted at each request, and out of reach of any machine.
                .limit(LimitBy.CALLER, MANY.toString())
                .logins(logins -> logins.withPerAddress(MANY))
                .cacheSize(cacheSize)
                .auditSink(event -> {})
                .build();
    }

    /** What the callers of one kind show. */
    public enum Kind {
        JWT,
        KEY
    }

    public Sallyport auth() {
        return auth;
    }

    /** New credentials, each of a user of its own. */
    public List<String> credentials(Kind kind, int count) {
        List<String> credentials = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Secret key = key();
            credentials.add(kind == Kind.KEY ? key.reveal() : token(key).reveal());
        }
        return credentials;
    }

    private Secret key() {
        String name = String.format("user-%08d@example.com", users++);
        String owner = done(auth.users()
                        .create(NewUser.of(name).withTenant("acme").withRoles("analyst"), Actor.application()))
                .id();
        return done(auth.apiKeys().create(owner, KeyRequest.named("bench"), Actor.application()))
                .secret();
    }

    private Secret token(Secret key) {
        LoginOrigin origin = new LoginOrigin("127.0.0.1", null, null);
        return done(auth.logins().withApiKey(new KeyLogin(key, null, origin))).accessToken();
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new IllegalStateException(refusal.detail() + " " + refusal.errors());
        });
    }

    @Override
    public void close() {
        auth.close();
    }
}
