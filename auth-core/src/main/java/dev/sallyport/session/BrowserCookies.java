package dev.sallyport.session;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.change.Transactions;
import dev.sallyport.environment.Environment;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.text.Base64Url;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Cookies by which browsers stay logged in. A cookie is 256 random bits of which the digest is kept; it says nothing, and is no
 * token. Each login, and each factor of one, gets a new one. Safe for use by many threads and many nodes.
 *
 * <p>See decision 0029.
 */
public final class BrowserCookies {
    /**
     * The places where a cookie counts. The store keeps each kind under a digest of its own, so the value of one kind is unknown where
     * another one is read.
     */
    public enum Kind {
        /** Counts at the application's resources. */
        LOGIN("", "cookie"),
        /** Counts at the page where people manage their keys, and nowhere else. */
        CONSOLE("console ", "console");

        private final String domain;
        private final String word;

        Kind(String domain, String word) {
            this.domain = domain;
            this.word = word;
        }

        /** The digest in the store. No credential has a space, so none has the digest of another kind. */
        SecretDigest stored(Secret value) {
            return domain.isEmpty() ? value.digest() : SecretDigest.of(domain + value.reveal());
        }

        /** The name of this way to log in, for the audit. */
        public String word() {
            return word;
        }
    }

    private static final int BYTES = 32;
    private static final int LENGTH = 43;
    /** How long a login waits for its second factor. */
    private static final Duration PENDING = Duration.ofMinutes(5);
    /** How many logins of one person may wait at once. */
    private static final int MAX_PENDING = 10;
    /** Writing down each use would be a write a request; an idle time may end that much too early. */
    private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);

    private final Kind kind;
    private final BrowserCookieStore store;
    private final Sessions sessions;
    private final Transactions transactions;
    private final BrowserCookiePolicy policy;
    private final InstantSource clock;
    private final SecureRandom random;

    BrowserCookies(
            Kind kind,
            BrowserCookieStore store,
            Sessions sessions,
            BrowserCookiePolicy policy,
            Environment environment) {
        this.kind = kind;
        this.store = store;
        this.sessions = sessions;
        this.transactions = environment.transactions();
        this.policy = policy;
        this.clock = environment.clock();
        this.random = environment.random();
    }

    public BrowserCookiePolicy policy() {
        return policy;
    }

    /** The places where these cookies count. */
    public Kind kind() {
        return kind;
    }

    /** An id for a session that is about to be opened. */
    public String newSessionId() {
        return sessions.newId();
    }

    /** Writes a session together with its cookie; answers the cookie's value. */
    public Secret open(Session session) {
        return open(session, List.of(), new Actor(session.ownerId(), session.address()));
    }

    /**
     * The same for a browser that has had other cookies: what each of them opened ends, whosever it was, since the browser keeps the
     * new one in its place.
     *
     * @param replaced values as they came; what is not genuine changes nothing
     */
    public Secret open(Session session, List<Secret> replaced, Actor by) {
        Secret value = newValue();
        Instant idleUntil = earlier(clock.instant().plus(policy.idle()), session.expiresAt());
        transactions.inTransaction(transaction -> {
            sessions.open(session);
            store.insert(new BrowserCookie(
                    kind.stored(value),
                    session.ownerId(),
                    session.id(),
                    idleUntil,
                    session.expiresAt(),
                    sessions.audience()));
            replaced.forEach(old -> end(old, by));
            return session;
        });
        return value;
    }

    private void end(Secret value, Actor by) {
        BrowserCookie cookie = find(value).orElse(null);
        if (cookie != null) {
            String sessionId = cookie.sessionId();
            if (sessionId == null) {
                drop(cookie);
            } else {
                sessions.end(sessions.find(sessionId).stream().toList(), AuditEvent.Type.SESSION_ENDED, by);
            }
        }
    }

    /**
     * A cookie that opens nothing until the second factor came; answers its value. What the browser's former cookies opened ends as in
     * {@link #open(Session, List, Actor)}.
     */
    public Secret openPending(String ownerId, List<Secret> replaced, Actor by) {
        Secret value = newValue();
        Instant end = clock.instant().plus(PENDING);
        transactions.inTransaction(transaction -> {
            store.deletePending(ownerId, sessions.audience(), MAX_PENDING - 1);
            store.insert(new BrowserCookie(kind.stored(value), ownerId, null, end, end, sessions.audience()));
            replaced.forEach(old -> end(old, by));
            return ownerId;
        });
        return value;
    }

    /** A live cookie of this application; empty for what never was one, too. */
    public Optional<BrowserCookie> find(Secret value) {
        if (value.reveal().length() != LENGTH) {
            return Optional.empty();
        }
        return store.find(kind.stored(value))
                .filter(cookie -> sessions.audience().equals(cookie.audience()))
                .filter(cookie -> cookie.isLiveAt(clock.instant()));
    }

    /** Removes a cookie; false when somebody else did so before. */
    public boolean drop(BrowserCookie cookie) {
        return store.delete(cookie.digest());
    }

    /** Notes that the cookie is in use, at most once a minute; answers the end of its idle time as it is now. */
    public Instant used(BrowserCookie cookie) {
        Instant idleUntil = earlier(clock.instant().plus(policy.idle()), cookie.expiresAt());
        if (Duration.between(cookie.idleUntil(), idleUntil).compareTo(TOUCH_EVERY) < 0) {
            return cookie.idleUntil();
        }
        store.touch(cookie.digest(), idleUntil);
        return idleUntil;
    }

    private Secret newValue() {
        return Secret.of(Base64Url.random(random, BYTES));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
