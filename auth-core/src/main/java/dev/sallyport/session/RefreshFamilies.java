package dev.sallyport.session;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.change.Transactions;
import dev.sallyport.environment.Environment;
import dev.sallyport.log.RareLines;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Sealed;
import dev.sallyport.secret.SealedKind;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.Vault;
import dev.sallyport.secret.VaultException;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Refresh tokens and their rotation. Safe for use by many threads and many nodes.
 *
 * <p>How it holds: a token is made from its session's id, its generation and the family's key, so nothing but the number of the
 * current generation is kept. Using the current token moves that number on by one conditional statement; whoever loses the race
 * finds itself one behind, as does a client that lost the answer, and within the grace gets the very token that the winner got.
 * The use of that successor moves the number on again, which ends the grace of the one before. What is further behind, or late,
 * was used twice: by the owner and by someone else. Nobody can tell which is which, so the session ends.
 */
public final class RefreshFamilies {
    private static final int KEY_BYTES = 32;
    private static final long FIRST = 1;

    private final RefreshFamilyStore store;
    private final Sessions sessions;
    private final Transactions transactions;
    private final RareLines unreadable = new RareLines(System.getLogger(RefreshFamilies.class.getName()));
    private final Vault vault;
    private final RefreshPolicy policy;
    private final InstantSource clock;
    private final SecureRandom random;

    RefreshFamilies(
            RefreshFamilyStore store, Sessions sessions, Vault vault, RefreshPolicy policy, Environment environment) {
        this.store = store;
        this.sessions = sessions;
        this.transactions = environment.transactions();
        this.vault = vault;
        this.policy = policy;
        this.clock = environment.clock();
        this.random = environment.random();
    }

    public RefreshPolicy policy() {
        return policy;
    }

    /** Tells whether the text has the shape of a refresh token. It says nothing of its being genuine. */
    public static boolean looksLike(String credential) {
        return RefreshToken.looksLike(credential);
    }

    /**
     * Writes a session together with its family.
     *
     * @param scopes what the login was given at most; null for all of its owner's
     * @return the first token
     */
    public Secret open(Session session, @Nullable ScopeSet scopes) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        Sealed sealed = vault.seal(SealedKind.REFRESH_FAMILY, session.id(), key);
        RefreshFamily family =
                new RefreshFamily(session.id(), sealed, scopes, FIRST, session.createdAt(), session.expiresAt());
        transactions.inTransaction(transaction -> {
            sessions.open(session);
            store.insert(family);
            return family;
        });
        return RefreshToken.make(session.id(), FIRST, key);
    }

    /**
     * Tells whether the login was given all that its owner has; false where that is not known, as without refresh tokens.
     *
     * @throws dev.sallyport.change.StoreException when the backend fails
     */
    public boolean isWhole(String sessionId) {
        return store.findBySession(sessionId)
                .filter(family -> family.scopes() == null)
                .isPresent();
    }

    /**
     * Looks at a token without using it. What is not genuine changes nothing.
     *
     * @throws dev.sallyport.change.StoreException when the backend fails
     */
    @CheckReturnValue
    public Outcome<Use> find(Secret text) {
        RefreshToken token = RefreshToken.parse(text.reveal()).orElse(null);
        RefreshFamily family =
                token == null ? null : store.findBySession(token.sessionId()).orElse(null);
        byte[] key = family == null ? null : open(family).orElse(null);
        if (token == null || family == null || key == null || !token.isGenuine(key)) {
            return invalid();
        }
        // Another application's is unknown here, expired or not.
        Session session = sessions.findOurs(family.sessionId()).orElse(null);
        if (session == null) {
            return invalid();
        }
        if (!clock.instant().isBefore(family.expiresAt())) {
            return Outcome.refused(Refusal.tokenExpired());
        }
        return Optional.of(session)
                .filter(sessions::isLive)
                .map(live -> Outcome.done(new Use(family, live, token.generation(), key)))
                .orElseGet(RefreshFamilies::invalid);
    }

    private Optional<byte[]> open(RefreshFamily family) {
        try {
            return Optional.of(vault.open(SealedKind.REFRESH_FAMILY, family.sessionId(), family.sealedKey()));
        } catch (VaultException e) {
            unreadable.log(Level.WARNING, "A refresh family cannot be opened, its owner has to log in again", e);
            return Optional.empty();
        }
    }

    /**
     * Uses the token. A spent one ends the session, durably before this answers.
     *
     * @return the token to use next time
     * @throws dev.sallyport.change.StoreException when the backend fails; the same token can be tried again
     */
    @CheckReturnValue
    public Outcome<Secret> use(Use use, Actor by) {
        RefreshFamily family = use.family();
        long generation = use.generation();
        if (generation == family.generation()) {
            if (policy.rotation() == RefreshPolicy.Rotation.OFF) {
                return Outcome.done(RefreshToken.make(family.sessionId(), generation, use.key()));
            }
            Instant graceUntil = clock.instant().plus(policy.grace());
            if (store.advance(family.sessionId(), generation, graceUntil)) {
                return Outcome.done(RefreshToken.make(family.sessionId(), generation + 1, use.key()));
            }
        }
        return afterTheNext(use, by);
    }

    /** The token was spent, perhaps a moment ago by another call with the same one. */
    private Outcome<Secret> afterTheNext(Use use, Actor by) {
        String sessionId = use.session().id();
        RefreshFamily now = store.findBySession(sessionId).orElse(null);
        if (now == null || use.generation() >= now.generation()) {
            return invalid();
        }
        if (use.generation() == now.generation() - 1 && clock.instant().isBefore(now.graceUntil())) {
            return Outcome.done(RefreshToken.make(sessionId, now.generation(), use.key()));
        }
        sessions.end(List.of(use.session()), AuditEvent.Type.REFRESH_TOKEN_REUSED, by);
        return invalid();
    }

    private static <T> Outcome<T> invalid() {
        return Outcome.refused(Refusal.invalidToken());
    }

    /**
     * A genuine refresh token of a live session, not yet used. Only {@link RefreshFamilies} makes one. Immutable.
     */
    public static final class Use {
        private final RefreshFamily family;
        private final Session session;
        private final long generation;
        private final byte[] key;

        Use(RefreshFamily family, Session session, long generation, byte[] key) {
            this.family = family;
            this.session = session;
            this.generation = generation;
            this.key = key;
        }

        /** Whose tokens these are. */
        public Session session() {
            return session;
        }

        /** What the login was given at the most; null for all of its owner's. */
        public @Nullable ScopeSet scopes() {
            return family.scopes();
        }

        /** Whether this is the token that its session is refreshed with next; false when it is spent. */
        public boolean isCurrent() {
            return generation == family.generation();
        }

        RefreshFamily family() {
            return family;
        }

        long generation() {
            return generation;
        }

        byte[] key() {
            return key;
        }
    }
}
