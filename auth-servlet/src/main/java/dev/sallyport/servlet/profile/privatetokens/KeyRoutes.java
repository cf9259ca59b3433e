package dev.sallyport.servlet.profile.privatetokens;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.OwnApiKeys;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.fields.FieldNames;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A person's own private tokens. */
final class KeyRoutes {
    private static final String PATH = "/api/v1/auth/private_tokens";
    private static final int MAX_NAME = 100;
    private static final int MAX_QUERY = 100;
    private static final int PAGE_SIZE = 20;
    private static final int MAX_PAGE_SIZE = 100;
    private static final int MAX_PAGE = 100_000;
    private static final Map<String, Comparator<ApiKey>> ORDERINGS = Map.of(
            "name", Comparator.comparing(ApiKey::name, String.CASE_INSENSITIVE_ORDER),
            "expiration_time", Comparator.comparing(key -> Objects.requireNonNullElse(key.expiresAt(), Instant.MAX)),
            "created", Comparator.comparing(ApiKey::createdAt));

    private static final String TOPIC = "Private tokens";
    private static final Members TOKEN = Shape.object()
            .required("id", Shape.text().like("0123456789abcdef"))
            .required("name", Shape.text().like("Nightly export"))
            .required("expiration_time", Shape.instant().orNull());
    private static final RouteDoc LIST = RouteDoc.of(TOPIC, "Lists your private tokens")
            .asks(Shape.object()
                    .optional("q", Shape.text(0, MAX_QUERY).describedAs("A part of the name."))
                    .optional(
                            "ordering",
                            Shape.oneOf("-created", "created", "name", "-name", "expiration_time", "-expiration_time"))
                    .optional("page", Shape.integer(1, MAX_PAGE))
                    .optional("page_size", Shape.integer(1, MAX_PAGE_SIZE)))
            .answers(
                    200,
                    "Your tokens, without their texts.",
                    Shape.object()
                            .required("count", Shape.integer())
                            .required("next", Shape.text().orNull())
                            .required("previous", Shape.text().orNull())
                            .required("results", Shape.list(TOKEN)));
    private static final RouteDoc CREATE = RouteDoc.of(TOPIC, "Creates a private token")
            .reads(Shape.object()
                    .required("name", Shape.text(1, MAX_NAME).like("Nightly export"))
                    .required("expiration_time", Shape.instant()))
            .answers(
                    201,
                    "The token, with its text this once.",
                    TOKEN.required("data", Shape.text().like("pt_0123456789abcdef…")));
    private static final RouteDoc REVOKE =
            RouteDoc.of(TOPIC, "Revokes one of your private tokens").answers(204, "The token has ended.");

    private final OwnApiKeys keys;
    private final InstantSource clock;

    KeyRoutes(Operations core) {
        this.keys = core.apiKeys();
        this.clock = core.clock();
    }

    List<Route> routes() {
        return List.of(
                Route.authenticated("GET", PATH, Route.Body.NONE, this::list).describedBy(LIST),
                Route.authenticated("POST", PATH, Route.Body.JSON, this::create).describedBy(CREATE),
                Route.authenticated("DELETE", PATH + "/{id}", Route.Body.NONE, this::revoke)
                        .describedBy(REVOKE));
    }

    private Outcome<Reply> create(Call call) {
        JsonBody body = call.body();
        String name = body.text("name", MAX_NAME);
        Instant expiresAt = body.optionalInstant("expiration_time");
        if (expiresAt == null) {
            body.text("expiration_time", MAX_NAME);
        } else if (!expiresAt.isAfter(clock.instant())) {
            body.fault("expiration_time", "invalid", "This must lie in the future.");
        }
        return body.whenValid(() -> FieldNames.of(
                        keys.createToken(
                                call.caller(),
                                KeyRequest.named(name).withExpiresAt(Objects.requireNonNull(expiresAt)),
                                call.address().text()),
                        Map.of("expires_at", "expiration_time")))
                .map(created -> Reply.json(201, JsonWriter.object(json -> {
                    write(json, created.key());
                    json.text("data", created.secret().reveal());
                })));
    }

    private Outcome<Reply> revoke(Call call) {
        return keys.revoke(call.caller(), call.path("id"), null, call.address().text())
                .map(key -> Reply.empty(204));
    }

    /** Keys per owner are capped, so filtering and sorting in memory stays small. */
    private Outcome<Reply> list(Call call) {
        String ordering = call.query("ordering").orElse("-created");
        Comparator<ApiKey> order = ORDERINGS.get(ordering.startsWith("-") ? ordering.substring(1) : ordering);
        Integer page = number(call, "page", 1, MAX_PAGE);
        Integer size = number(call, "page_size", PAGE_SIZE, MAX_PAGE_SIZE);
        String part = call.query("q").orElse("").toLowerCase(Locale.ROOT);
        if (order == null) {
            return wrong("ordering", "This is name, expiration_time or created, with - before it for descending.");
        }
        if (page == null) {
            return wrong("page", "This is a number from 1.");
        }
        if (size == null) {
            return wrong("page_size", "This is a number from 1 to " + MAX_PAGE_SIZE + ".");
        }
        if (part.length() > MAX_QUERY) {
            return wrong("q", "This has at most " + MAX_QUERY + " characters.");
        }
        return keys.list(call.caller()).flatMap(own -> {
            List<ApiKey> found = own.stream()
                    .filter(key -> key.revokedAt() == null)
                    .filter(key -> key.name().toLowerCase(Locale.ROOT).contains(part))
                    .sorted(ordering.startsWith("-") ? order.reversed() : order)
                    .toList();
            int from = (page - 1) * size;
            if (page > 1 && from >= found.size()) {
                return Outcome.refused(Refusal.notFound());
            }
            List<ApiKey> shown = found.subList(from, Math.min(found.size(), from + size));
            return Outcome.done(Reply.json(
                    200,
                    JsonWriter.object(json -> json.number("count", found.size())
                            .text("next", from + size < found.size() ? link(page + 1, size, ordering, part) : null)
                            .text("previous", page > 1 ? link(page - 1, size, ordering, part) : null)
                            .objects("results", shown, KeyRoutes::write))));
        });
    }

    /** @return null when it is there and no number in the range */
    private static @Nullable Integer number(Call call, String name, int standard, int max) {
        String text = call.query(name).orElse(Integer.toString(standard));
        if (!text.matches("[1-9][0-9]{0,5}") || Integer.parseInt(text) > max) {
            return null;
        }
        return Integer.valueOf(text);
    }

    /** Relative, since nobody here knows by which name the client came. */
    private static String link(int page, int size, String ordering, String part) {
        return "?page=" + page + "&page_size=" + size + "&ordering=" + ordering
                + (part.isEmpty() ? "" : "&q=" + URLEncoder.encode(part, StandardCharsets.UTF_8));
    }

    private static Outcome<Reply> wrong(String field, String message) {
        return Outcome.refused(Refusal.invalid(List.of(new FieldError(field, "invalid", message))));
    }

    private static void write(JsonWriter json, ApiKey key) {
        json.text("id", key.id()).text("name", key.name()).instant("expiration_time", key.expiresAt());
    }
}
