package dev.sallyport.servlet.wire;

import dev.sallyport.change.StoreException;
import dev.sallyport.grant.AnswerHold;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.exchange.Body;
import dev.sallyport.servlet.exchange.Exchange;
import dev.sallyport.servlet.exchange.Lobby;
import dev.sallyport.user.HashingBusyException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The endpoints of the application's profiles, and the one place where answers and refusals become bytes. Safe for use by many threads.
 *
 * <p>It finds the route of a request and serves it; it does not decide who may call it. The filter does that first, with {@link
 * Match#access}, in the same way as for every resource of the application.
 */
public final class Endpoints implements AutoCloseable {
    /** When a client may come again that the store failed. */
    public static final Duration STORE_RETRY = Duration.ofSeconds(5);

    private final WireProfile profile;
    private final Wording wording;
    private final CorsHeaders corsHeaders;
    private final CookieNames cookieNames;
    private final Lobby lobby = new Lobby();

    /**
     * @param profiles the application's own first; those beside it have mounts
     * @param realm of challenges
     * @throws IllegalArgumentException when two routes answer the same requests, or a path is malformed
     */
    public Endpoints(List<Mounted> profiles, String realm, CorsPolicy cors, CookieNames cookieNames) {
        this.profile = profiles.get(0).profile();
        this.cookieNames = cookieNames;
        this.corsHeaders =
                new CorsHeaders(cors, profiles.stream().map(Mounted::profile).toList());
        this.wording = new Wording(profiles, realm, cookieNames);
    }

    /**
     * Tells whether a request that a browser sent its cookie with may have been made by another site: one that changes something must
     * come from this origin, or one that may use cookies, and bring JSON if it brings a body, which no form can do.
     */
    public Optional<Refusal> refuseForeign(HttpServletRequest request) {
        return CookieWrites.refuse(request, corsHeaders);
    }

    /** What pages of other origins may do. */
    public CorsHeaders corsHeaders() {
        return corsHeaders;
    }

    /** Where a request may carry its credential. */
    public CredentialSources credentials() {
        return profile.credentials();
    }

    /** What cookies are called on the way. */
    public CookieNames cookieNames() {
        return cookieNames;
    }

    /**
     * What the request means here; no side effects.
     *
     * @param path within the context, as the container decoded it, starting with a slash
     * @return empty when the request is none of the endpoints' business
     */
    public Optional<Match> match(String method, String path) {
        return wording.match(method, path);
    }

    /**
     * Does what the request asks for and writes the answer, whatever it is.
     *
     * @param admitted what the request was admitted with
     */
    public void serve(Match match, HttpServletRequest request, HttpServletResponse response, Admitted admitted)
            throws IOException {
        Exchange exchange = new Exchange(lobby, request, response, admitted.address());
        exchange.read(match.mayFailLogin(), body -> {
            try {
                if (!match.allow().isEmpty()) {
                    response.setHeader("Allow", String.join(", ", match.allow()));
                }
                Outcome<Reply> outcome = answer(match, request, body, admitted, exchange::holdUntil);
                exchange.answer(() -> write(outcome, match, request, response));
            } catch (RuntimeException e) {
                exchange.answer(() -> fail(request, response, e, match.resource(), match.site()));
            }
        });
    }

    private Outcome<Reply> answer(
            Match match, HttpServletRequest request, Body body, Admitted admitted, AnswerHold hold) {
        Route route = match.route();
        if (!body.isWhole()) {
            return Outcome.refused(RequestBody.refuse(body.state()));
        }
        if (route.site() == RefusalContext.LOGIN && corsHeaders.isForeignToLogins(request)) {
            return Outcome.refused(Refusal.of(Refusal.Cause.FORBIDDEN, "A login from another site is not accepted."));
        }
        Refusal foreign = match.consoleCookie() == null ? null : ConsoleRequests.refuse(route, request);
        if (foreign != null) {
            return Outcome.refused(foreign);
        }
        return RequestBody.read(route.body(), request, body).flatMap(content -> {
            assert content.comparesWith(route.doc());
            return route.handler().handle(new RouteCall(match, request, content, admitted, cookieNames, hold));
        });
    }

    private void write(Outcome<Reply> outcome, Match match, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            if (outcome instanceof Outcome.Done<Reply> done) {
                assert Declared.has(match.route(), done.value());
                wording.of(request).write(done.value(), request, response);
            } else if (outcome instanceof Outcome.Refused<Reply> refused) {
                refuse(request, response, refused.refusal(), match.site());
            }
        } catch (RuntimeException e) {
            fail(request, response, e, match.resource(), match.site());
        }
    }

    /**
     * The same as {@link #refuse} for a request that nothing else has begun to answer. Its body is read to the end first, as long as it
     * is not too large and does not take too long: a container may keep a thread waiting for what a client has yet to send.
     */
    public void refuseOnceRead(
            HttpServletRequest request,
            HttpServletResponse response,
            Refusal refusal,
            RefusalContext site,
            ClientAddress address)
            throws IOException {
        Exchange exchange = new Exchange(lobby, request, response, address);
        exchange.read(false, body -> {
            boolean busy = body.state() == Body.State.NO_PLACE;
            exchange.answer(() -> refuse(request, response, busy ? RequestBody.refuse(body.state()) : refusal, site));
        });
    }

    /**
     * Writes a refusal as the profile of the path words it, with the headers that every profile has. Nothing happens when the response is
     * committed.
     */
    public void refuse(HttpServletRequest request, HttpServletResponse response, Refusal refusal, RefusalContext site)
            throws IOException {
        wording.of(request).refuse(refusal, site, request, response);
    }

    /** Ends a request that has its answer, when its body has been read as above. */
    public void endOnceRead(HttpServletRequest request, HttpServletResponse response, ClientAddress address)
            throws IOException {
        Exchange exchange = new Exchange(lobby, request, response, address);
        exchange.read(false, body -> exchange.answer(() -> {}));
    }

    /**
     * The same at a resource, as a value, for whoever cannot write to the response: status, headers and body, but for {@code Cache-Control} and
     * {@code X-Content-Type-Options}, which every answer of ours has.
     */
    public Reply reply(Refusal refusal, RefusalContext site) {
        return wording.ofResources().reply(refusal, site);
    }

    /** Logs that the store failed, and says how that is answered at a resource. */
    public Reply unavailable(StoreException cause, String resource) {
        wording.ofResources().logUnavailable(resource, cause);
        return wording.ofResources().reply(Refusal.unavailable(STORE_RETRY), RefusalContext.RESOURCE);
    }

    /**
     * Answers what nobody expected: "unavailable" when the store failed or too many passwords are being hashed, else a bare 500 under a name that the log repeats. Logs
     * it once. Nothing is written when the response is committed.
     *
     * @param resource what was asked for, for the log; never anything of the request that could forge a line
     */
    public void fail(
            HttpServletRequest request,
            HttpServletResponse response,
            RuntimeException cause,
            String resource,
            RefusalContext site)
            throws IOException {
        ReplyWriter answers = wording.of(request);
        if (cause instanceof StoreException) {
            answers.logUnavailable(resource, cause);
            refuse(request, response, Refusal.unavailable(STORE_RETRY), site);
        } else if (cause instanceof HashingBusyException busy) {
            answers.logBusy(resource, busy);
            refuse(request, response, Refusal.unavailable(busy.retryAfter()), site);
        } else {
            answers.fail(resource, cause, site, request, response);
        }
    }

    /** Tells the caller how much of a limit is left. Nothing happens when the response is committed. */
    public void tell(HttpServletRequest request, HttpServletResponse response, String policy, LimitDecision decision) {
        wording.profileOf(request).limits(policy, decision).forEach(response::setHeader);
    }

    /** Ends the thread that lets go what waits. */
    @Override
    public void close() {
        lobby.close();
    }
}
