package dev.sallyport.servlet.wire;

import dev.sallyport.change.StoreException;
import dev.sallyport.log.RareLines;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.fields.HeaderText;
import dev.sallyport.user.HashingBusyException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Writes replies, refusals and failures to the response. Safe for use by many threads. */
final class ReplyWriter {
    private static final Logger LOG = System.getLogger(ReplyWriter.class.getName());

    private final RareLines outages = new RareLines(LOG);
    private final RareLines busy = new RareLines(LOG);
    private final RareLines incidents = new RareLines(LOG);
    private final WireProfile profile;
    private final Challenge challenge;
    private final CookieNames cookieNames;
    private final PlainCookies plainCookies;

    /** @param realm the issuer */
    ReplyWriter(WireProfile profile, String realm, CookieNames cookieNames) {
        this.profile = profile;
        this.plainCookies = new PlainCookies(realm);
        this.cookieNames = cookieNames;
        this.challenge = new Challenge(realm);
    }

    void refuse(Refusal refusal, RefusalContext site, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        write(reply(refusal, site), request, response);
    }

    /** As the profile words it, with the headers that every profile has. */
    Reply reply(Refusal refusal, RefusalContext site) {
        Map<String, String> headers = new LinkedHashMap<>();
        challenge.to(refusal, site).ifPresent(value -> headers.put("WWW-Authenticate", value));
        Duration retryAfter = refusal.retryAfter();
        if (retryAfter != null) {
            headers.put("Retry-After", Long.toString(Math.max(1, HeaderText.wholeSeconds(retryAfter))));
        }
        Reply worded = profile.refusal(refusal, site);
        headers.putAll(worded.headers());
        return new Reply(worded.status(), headers, worded.contentType(), worded.body(), worded.cookies());
    }

    void logUnavailable(String resource, RuntimeException cause) {
        outages.log(Level.WARNING, resource + " was answered as unavailable: the store failed", cause);
    }

    /** Has no stack trace: the line says it all. */
    void logBusy(String resource, HashingBusyException cause) {
        busy.log(Level.WARNING, resource + " was answered as unavailable. " + cause.getMessage());
    }

    /**
     * Answers 500 under a name that the log repeats, and says nothing else of what happened. Of a flood of them the log has one a second
     * and the number of the others.
     */
    void fail(
            String resource,
            RuntimeException cause,
            RefusalContext site,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        // Only to be found again, not to be unguessable.
        String incident = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), 12);
        incidents.log(Level.ERROR, "Incident " + incident + ": " + resource + " failed", cause);
        if (!response.isCommitted()) {
            write(profile.failure(incident, site), request, response);
        }
    }

    void write(Reply reply, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.resetBuffer();
        response.setStatus(reply.status());
        response.setHeader("Cache-Control", "no-store");
        reply.headers().forEach(response::setHeader);
        for (Reply.NewCookie cookie : reply.cookies()) {
            response.addCookie(cookie(cookie, request));
        }
        if (reply.status() == HttpServletResponse.SC_NO_CONTENT
                || reply.status() == HttpServletResponse.SC_NOT_MODIFIED) {
            return;
        }
        if (reply.contentType() != null) {
            response.setContentType(reply.contentType());
            response.setHeader("X-Content-Type-Options", "nosniff");
        }
        Reply.Stream stream = reply.stream();
        if (stream == null) {
            writeBody(reply.body(), request, response);
        } else if (!request.getMethod().equals("HEAD")) {
            writeStream(stream, response);
        }
    }

    private static void writeStream(Reply.Stream stream, HttpServletResponse response) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        try {
            stream.writeTo(out);
        } catch (StoreException e) {
            // A committed answer can no longer become a refusal.
            throw new IOException("The store failed while an answer was being written", e);
        }
        out.flush();
    }

    private static void writeBody(String text, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        OutputStream out;
        try {
            out = response.getOutputStream();
        } catch (IllegalStateException e) {
            // The application took the writer, and then forwarded to where it was refused.
            response.getWriter().write(text);
            return;
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        if (!request.getMethod().equals("HEAD")) {
            out.write(body);
        }
    }

    private Cookie cookie(Reply.NewCookie cookie, HttpServletRequest request) {
        Cookie written = new Cookie(
                cookieNames.name(cookie.name(), request), cookie.value().reveal());
        written.setPath(cookieNames.path(cookie.path(), request));
        written.setMaxAge(Math.toIntExact(cookie.maxAge().toSeconds()));
        written.setHttpOnly(true);
        written.setSecure(cookieNames.isSecure(request));
        if (!cookie.maxAge().isZero()) {
            plainCookies.look(written.getSecure());
        }
        written.setAttribute("SameSite", cookie.strict() ? "Strict" : "Lax");
        return written;
    }
}
