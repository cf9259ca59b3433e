package dev.sallyport.session;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.Caller;
import dev.sallyport.change.Change;
import dev.sallyport.change.Transaction;
import dev.sallyport.change.Transactions;
import dev.sallyport.environment.Environment;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.page.Page;
import dev.sallyport.text.Base64Url;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens, lists and ends sessions, for code that the application trusts: nothing here asks who calls. What a caller may do with
 * their own sessions is {@link OwnSessions}. Sessions of another application on the same stores do not exist here; only {@link
 * #endEverywhere} and {@link #endOthers} reach them. Safe for use by many threads; every method throws {@link
 * dev.sallyport.change.StoreException} when the backend fails.
 */
public final class Sessions {
    /** How many sessions a list has at most. */
    public static final int MAX_LISTED = 1_000;

    private static final int ID_BYTES = 16;

    private final SessionStore store;
    private final AudienceSessions sessions;
    private final SessionOpening opening;
    private final SessionEnds ends;
    private final Transactions transactions;
    private final InstantSource clock;
    private final SecureRandom random;

    /** @param audience the application that the sessions are for; several on the same stores each have their own */
    Sessions(SessionStore store, SessionPolicy policy, String audience, Environment environment) {
        this.store = store;
        this.transactions = environment.transactions();
        this.clock = environment.clock();
        this.random = environment.random();
        this.sessions = new AudienceSessions(store, audience, clock);
        this.opening = new SessionOpening(sessions, policy, transactions);
        this.ends = new SessionEnds(store, environment);
    }

    /** An id for a session that is about to be opened: 128 random bits as base64url. */
    public String newId() {
        return Base64Url.random(random, ID_BYTES);
    }

    /** Writes a session; when its owner, or its key, has as many as they can have, the oldest ones end. */
    public void open(Session session) {
        opening.open(session);
    }

    /**
     * The one session of a key with a label: made, extended or left as it is, one login at a time.
     *
     * @param label empty for the key's unnamed session
     * @param next from the live session there is, if any, to the one there shall be; may be called more than once
     */
    public Session openLabelled(
            String ownerId, String credentialId, String label, Function<Optional<Session>, Session> next) {
        return opening.openLabelled(ownerId, credentialId, label, next);
    }

    /** A live session. */
    public Optional<Session> find(String id) {
        return store.findById(id).filter(sessions::isLive);
    }

    /** Tells whether the session that the caller came with goes on; false for a caller without one. */
    public boolean isIn(Caller caller) {
        String id = caller.sessionId();
        return id != null && find(id).isPresent();
    }

    /** Tells whether one that was found is of this application and has not expired. */
    public boolean isLive(Session session) {
        return sessions.isLive(session);
    }

    /** One of this application, expired or not. */
    Optional<Session> findOurs(String id) {
        return sessions.find(id);
    }

    String audience() {
        return sessions.audience();
    }

    /** Lists a page of live sessions, newest first. Refused by field when the cursor belongs to another query. */
    @CheckReturnValue
    public Outcome<Page<Session>> list(SessionQuery query) {
        SessionQuery ours = query.withAudience(audience());
        List<FieldError> errors = ours.errors();
        return errors.isEmpty()
                ? Outcome.done(store.list(ours, clock.instant()))
                : Outcome.refused(Refusal.invalid(errors));
    }

    /** The live ones among the owner's newest {@link #MAX_LISTED} sessions, newest first, those of their keys too. */
    public List<Session> list(String ownerId) {
        return sessions.byOwner(ownerId, MAX_LISTED);
    }

    /** The live sessions that the person opened themselves, not those of their keys, newest first: as many as there can be. */
    public List<Session> listOfPerson(String ownerId) {
        return sessions.withoutCredential(ownerId, SessionPolicy.MAX);
    }

    /** The live ones among the newest {@link #MAX_LISTED} sessions that were opened with the key, newest first. */
    public List<Session> listByCredential(String credentialId) {
        return sessions.byCredential(credentialId, MAX_LISTED);
    }

    /**
     * Ends these sessions together; their tokens are refused from now on. One of another application is passed over.
     *
     * @return how many of them were still there
     */
    public int end(List<Session> some, AuditEvent.Type why, Actor by) {
        return ends.end(
                some.stream().filter(sessions::isOurs).map(Session.State::of).toList(), why, by);
    }

    /**
     * Ends one session of this application; its tokens are refused from now on.
     *
     * @return whether it was still there
     */
    public boolean end(String id, Actor by) {
        return end(store.findById(id).stream().toList(), AuditEvent.Type.SESSION_ENDED, by) > 0;
    }

    /**
     * Ends all sessions of the owner in this application, those of their keys too, also when there are more than a list shows:
     * {@link #MAX_LISTED} in a transaction, the newest first. Logins by password that are under way open none.
     *
     * @return how many live ones ended
     */
    public int endByOwner(String ownerId, AuditEvent.Type why, Actor by) {
        return ends.endAll(() -> store.statesByOwner(ownerId, audience(), MAX_LISTED), changeOf(ownerId), why, by);
    }

    private static Consumer<Transaction> changeOf(String ownerId) {
        return transaction -> transaction.changed(Change.owner(ownerId));
    }

    /** The same in all applications on these stores, for an account that somebody took over. */
    public int endEverywhere(String ownerId, AuditEvent.Type why, Actor by) {
        return ends.endAll(() -> store.statesByOwner(ownerId, MAX_LISTED), changeOf(ownerId), why, by);
    }

    /**
     * Ends the sessions that the person opened themselves, but for one, in all applications on these stores: they have one
     * password and one second factor in common, and what changed there must hold everywhere.
     *
     * @return how many ended
     */
    public int endOthers(String ownerId, @Nullable String keptId, AuditEvent.Type why, Actor by) {
        Instant now = clock.instant();
        List<Session.State> others = store.statesWithoutCredential(ownerId, Integer.MAX_VALUE).stream()
                .filter(session -> !session.isExpiredAt(now) && !session.id().equals(keptId))
                .toList();
        return ends.end(others, why, by);
    }

    /** Ends all sessions that were opened with the key, as {@link #endByOwner} does; logins with it go on. */
    public int endByCredential(String credentialId, AuditEvent.Type why, Actor by) {
        return ends.endAll(
                () -> store.statesByCredential(credentialId, audience(), MAX_LISTED), transaction -> {}, why, by);
    }

    /**
     * Takes one method from what the owner's own sessions say of how they were opened, in all applications on these stores and as
     * part of a transaction: for a second factor that is gone. What rests on these sessions has no more of it, on any node.
     */
    public void forgetMethod(String ownerId, String method) {
        transactions.inTransaction(transaction -> {
            transaction.lockOwner(ownerId);
            for (Session.State session : store.statesWithoutCredential(ownerId, Integer.MAX_VALUE)) {
                if (session.amr().contains(method)) {
                    List<String> left = session.amr().stream()
                            .filter(used -> !used.equals(method))
                            .toList();
                    store.setAmr(session.id(), left);
                    transaction.changed(Change.session(session.id()));
                }
            }
            return ownerId;
        });
    }

    /** Removes the sessions of a key that stops, as part of that transaction; the key's own change makes it known. */
    public void dropByCredential(String credentialId) {
        store.idsByCredential(credentialId, 0).forEach(store::delete);
    }
}
