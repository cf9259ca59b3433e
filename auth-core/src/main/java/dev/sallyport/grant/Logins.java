package dev.sallyport.grant;

import dev.sallyport.activity.ActivityListener.LoginWay;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.Caller;
import dev.sallyport.change.StoreException;
import dev.sallyport.client.Client;
import dev.sallyport.log.RareLines;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.Sessions;
import dev.sallyport.token.UnfitClaimsException;
import dev.sallyport.user.HashingBusyException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Logs in and out. Safe for use by many threads.
 *
 * <p>An unknown name, a wrong password, a disabled and a locked account get the same answer after the same work, on a fixed grid
 * of time: the thread waits for the next line of it, unless the origin of the login has another way to hold an answer back. Only too many logins from one address, and a backend that cannot be reached, are told openly.
 */
@CheckReturnValue
public final class Logins {
    private static final Logger LOG = System.getLogger(Logins.class.getName());
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final PasswordProofs proofs;
    private final SessionGrants grants;
    private final CookieLogins cookieLogins;
    private final CookieLogins consoleLogins;
    private final KeyLogins keyLogins;
    private final ClientLogins clientLogins;
    private final RefreshGrants refreshGrants;
    private final Sessions sessions;
    private final Revocations revocations;
    private final LoginLimits limits;
    private final LoginNotes notes;
    private final TokenFit fit;
    private final ResponseTimeGrid grid;
    private final ResponseTimeGrid passwordGrid;
    private final RareLines busy = new RareLines(LOG);
    private final RareLines outages = new RareLines(LOG);

    Logins(
            LoginFlows flows,
            LoginLimits limits,
            LoginNotes notes,
            Sessions sessions,
            Revocations revocations,
            GrantSettings settings) {
        this.proofs = flows.proofs();
        this.grants = flows.grants();
        this.cookieLogins = flows.cookies();
        this.consoleLogins = flows.console();
        this.keyLogins = flows.keys();
        this.clientLogins = flows.clients();
        this.refreshGrants = flows.refresh();
        this.sessions = sessions;
        this.revocations = revocations;
        this.limits = limits;
        this.notes = notes;
        this.fit = settings.fit();
        this.grid = new ResponseTimeGrid(settings.logins().responseTimeGrid());
        this.passwordGrid =
                new ResponseTimeGrid(() -> longer(settings.logins().responseTimeGrid(), proofs.longestCheck()));
    }

    public Outcome<Login> withPassword(PasswordLogin login) {
        return notes.of(LoginWay.PASSWORD, withGrid(login.origin(), () -> {
            OwnerWatch.Moment begun = grants.begin();
            return proofs.prove(login).flatMap(proof -> open(begun, proof, login));
        }));
    }

    private Outcome<Login> open(OwnerWatch.Moment begun, PasswordProof proof, PasswordLogin login) {
        if (proof.lacksSecondFactor()) {
            return Outcome.refused(PasswordProof.lacksCode());
        }
        return grants.open(begun, proof, login.scopes(), login.origin()).map(opened -> {
            proofs.accepted(proof);
            return opened;
        });
    }

    /** Logs a browser in; where a second factor is needed and no code came, only as far as to send it. */
    public Outcome<CookieLogin> withCookie(PasswordLogin login) {
        return withCookie(login, List.of());
    }

    /**
     * The same for a browser that had cookies before: what they opened ends when the login succeeds, whosever it was.
     *
     * @param replaced values as they came; what is not genuine changes nothing
     */
    public Outcome<CookieLogin> withCookie(PasswordLogin login, List<Secret> replaced) {
        return notes.ofCookie(withGrid(login.origin(), () -> cookieLogins.login(login, replaced)));
    }

    /**
     * The second step of {@link #withCookie}.
     *
     * @param value of the cookie that waits
     * @return refused as an invalid token when no such cookie waits
     */
    public Outcome<CookieLogin> completeCookie(Secret value, Secret code, LoginOrigin origin) {
        return completeCookie(List.of(value), code, origin);
    }

    /** The same where several cookies came: the last one that waits counts, and what the others opened ends. */
    public Outcome<CookieLogin> completeCookie(List<Secret> values, Secret code, LoginOrigin origin) {
        return notes.ofCookie(withGrid(origin, () -> cookieLogins.complete(values, code, origin)));
    }

    /**
     * Logs a browser in to the page where people manage their keys: its cookie counts nowhere else.
     *
     * @param replaced values of former cookies of the page; what they opened ends when the login succeeds
     * @return refused as {@code MFA_REQUIRED} when a code is required and missing
     */
    public Outcome<CookieLogin> toConsole(PasswordLogin login, List<Secret> replaced) {
        return notes.ofConsole(withGrid(login.origin(), () -> consoleLogins.loginAtOnce(login, replaced)));
    }

    /** The name by which a caller logs in; empty when there is no such user any more. */
    public Optional<String> nameOf(Caller caller) {
        return proofs.nameOf(caller.id());
    }

    /**
     * The same key and label get the same token while enough of its life is left. Only failures count against the address, so a
     * program may log in as often as it likes.
     */
    public Outcome<Login> withApiKey(KeyLogin login) {
        return notes.of(LoginWay.API_KEY, onGrid(grid, login.origin(), () -> keyLogins.login(login)));
    }

    /** A client's id and secret for a token; faults of what it asks for are told by field. Only failures count, as for a key. */
    public Outcome<Login> withClient(ClientLogin login) {
        return notes.of(LoginWay.CLIENT, onGrid(grid, login.origin(), () -> clientLogins.login(login)));
    }

    /**
     * The same as the OAuth 2.0 grant {@code client_credentials} (RFC 6749 §4.4): refused as forbidden when the client may not use
     * that grant, and for want of scope when it has not all that it asks for.
     */
    public Outcome<Login> clientCredentials(ClientLogin login) {
        return notes.of(LoginWay.CLIENT, onGrid(grid, login.origin(), () -> clientLogins.grant(login)));
    }

    /** Who a client is, for endpoints that it authenticates to. Only failures count against the address. */
    public Outcome<Client> client(PresentedClient client, LoginOrigin origin) {
        return onGrid(grid, origin, () -> clientLogins.identify(client, origin));
    }

    /**
     * The next access token of a session, and the refresh token to use after this one. A spent one ends the session.
     *
     * @return refused as an invalid token when it is forged, spent, or its session is over
     */
    public Outcome<Login> refresh(Secret refreshToken, LoginOrigin origin) {
        return refresh(RefreshRequest.of(refreshToken, origin));
    }

    /**
     * The same with more to it. The token is not used where a client is named that is not genuine or may not use the grant
     * {@code refresh_token} (refused as forbidden), nor where more scope is asked for than there is.
     */
    public Outcome<Login> refresh(RefreshRequest request) {
        PresentedClient client = request.client();
        return notes.of(
                LoginWay.REFRESH_TOKEN,
                client == null
                        ? attempt(() -> refreshGrants.refresh(request))
                        : client(client, request.origin())
                                .flatMap(known -> attempt(() -> clientLogins
                                        .mayRefresh(known)
                                        .flatMap(same -> refreshGrants.refresh(request)))));
    }

    private <T> Outcome<T> withGrid(LoginOrigin origin, Supplier<Outcome<T>> login) {
        return limits.byAddress(origin, () -> onGrid(passwordGrid, origin, login));
    }

    private <T> Outcome<T> onGrid(ResponseTimeGrid grid, LoginOrigin origin, Supplier<Outcome<T>> login) {
        long start = grid.start();
        Outcome<T> outcome = attempt(login);
        if (outcome instanceof Outcome.Refused<T> refused
                && refused.refusal().cause() == Refusal.Cause.INVALID_CREDENTIALS) {
            grid.hold(origin.hold(), start);
        }
        return outcome;
    }

    private <T> Outcome<T> attempt(Supplier<Outcome<T>> login) {
        try {
            return login.get();
        } catch (UnfitClaimsException e) {
            return Outcome.refused(fit.refusal(e));
        } catch (HashingBusyException e) {
            busy.log(Level.WARNING, "A login was turned away. " + e.getMessage());
            return Outcome.refused(Refusal.unavailable(e.retryAfter()));
        } catch (StoreException e) {
            outages.log(Level.WARNING, "A login could not be decided", e);
            return Outcome.refused(Refusal.unavailable(RETRY_AFTER));
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /**
     * Ends what the caller came with: their session, or the token of a client, which has none.
     *
     * @param credential what the caller was admitted with
     * @return whether something ended, and in any case it counts no more; refused as forbidden for an API key, which has no session and
     *     goes on until it is revoked
     * @throws StoreException when the backend fails, or the credential could not be ended and goes on
     */
    public Outcome<Boolean> logout(Caller caller, Secret credential, String address) {
        Actor by = new Actor(caller.id(), address);
        if (caller.sessionId() != null) {
            return Outcome.done(sessions.find(caller.sessionId())
                    .map(session -> sessions.end(List.of(session), AuditEvent.Type.LOGOUT, by) > 0)
                    .orElse(false));
        }
        return caller.kind().isKey()
                ? Outcome.refused(Refusal.of(
                        Refusal.Cause.FORBIDDEN, "An API key is not logged in and goes on; revoke it to end it."))
                : Outcome.done(revocations.revoke(credential, "logout", by));
    }

    /** Ends the caller's own session; callers without one have the other method. */
    public void logout(Caller caller, String address) {
        if (caller.sessionId() != null) {
            sessions.find(caller.sessionId())
                    .ifPresent(session ->
                            sessions.end(List.of(session), AuditEvent.Type.LOGOUT, new Actor(caller.id(), address)));
        }
    }
}
