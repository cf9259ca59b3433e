package dev.sallyport.store.jdbc;

import dev.sallyport.apikey.KeyOrder;
import dev.sallyport.apikey.KeyQuery;
import dev.sallyport.page.SearchText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Lanes of the lists of API keys. Conditions that a lane lacks are checked on the keys that it reads. */
final class KeyLists {
    private static final String KEYS = "sallyport_api_key k";

    private KeyLists() {}

    static List<Lane> lanes(KeyQuery query, Instant now, Dialect dialect) {
        return query.orders().stream()
                .map(order -> lane(order, query, now, dialect))
                .toList();
    }

    private static Lane lane(KeyOrder order, KeyQuery query, Instant now, Dialect dialect) {
        Lane lane = new Lane(dialect, order.lane(), "k.*", KEYS, "k.id");
        return switch (order) {
            case ID -> lane.along("PRIMARY").beginning("k.id", text(query));
            case NAME -> named(lane, query).byText("k.name_key", SearchText.key(text(query)));
            case CREATED -> created(lane, query).byNumber("k.created_at", true);
            case REVOKED ->
                ours(lane, query, "sallyport_api_key_stopped")
                        .where("k.revoked_at IS NOT NULL", Map.of())
                        .byNumber("k.revoked_at", true);
            case DISABLED ->
                ours(lane, query, "sallyport_api_key_disabled")
                        .where("k.disabled_at IS NOT NULL", Map.of())
                        .byNumber("k.disabled_at", true);
            case EXPIRY ->
                expiring(ours(lane, query, "sallyport_api_key_ended"), query, now)
                        .byNumber("k.expires_at", false);
        };
    }

    private static String text(KeyQuery query) {
        return Objects.requireNonNull(query.text());
    }

    private static Lane named(Lane lane, KeyQuery query) {
        return query.tenant() == null
                ? ours(lane, query, "sallyport_api_key_name")
                : lane.along("sallyport_api_key_tenant_name").where("k.tenant", "tenant", query.tenant());
    }

    /** Orders by creation, within the narrowest of owner, tenant and application. */
    private static Lane created(Lane lane, KeyQuery query) {
        if (query.owner() != null) {
            return lane.along("sallyport_api_key_owner").where("k.owner_id", "owner", query.owner());
        }
        return query.tenant() == null
                ? ours(lane, query, "sallyport_api_key_audience")
                : lane.along("sallyport_api_key_tenant").where("k.tenant", "tenant", query.tenant());
    }

    private static Lane ours(Lane lane, KeyQuery query, String index) {
        return lane.along(index).where("k.audience", "audience", query.audience());
    }

    private static Lane expiring(Lane lane, KeyQuery query, Instant now) {
        Instant from = query.expiresFrom();
        Instant before = query.expiresBefore();
        boolean over = query.state() == KeyQuery.State.EXPIRED;
        lane.where("k.expires_at >= :from", Map.of("from", from == null ? Long.MIN_VALUE : Micros.near(from)));
        if (before != null) {
            lane.where("k.expires_at < :before", Map.of("before", Micros.near(before)));
        }
        return over ? lane.where("k.expires_at <= :now", Map.of("now", Micros.of(now))) : lane;
    }
}
