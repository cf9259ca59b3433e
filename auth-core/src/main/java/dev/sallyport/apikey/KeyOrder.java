package dev.sallyport.apikey;

import dev.sallyport.page.Place;
import dev.sallyport.page.SearchText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Order of a list of API keys, each a lane of {@link Place}. For stores. */
public enum KeyOrder {
    /** Newest first. */
    CREATED(0),
    /** By id, for keys whose id begins with the search text. */
    ID(1),
    /** By name, for keys whose name begins with it. */
    NAME(2),
    /** Earliest expiry first. */
    EXPIRY(3),
    /** Most recently revoked first. */
    REVOKED(4),
    /** Most recently disabled first. */
    DISABLED(5);

    private final int lane;

    KeyOrder(int lane) {
        this.lane = lane;
    }

    public int lane() {
        return lane;
    }

    /** Tells whether the greatest place comes first. */
    public boolean isBackwards() {
        return this == CREATED || this == REVOKED || this == DISABLED;
    }

    /** The place of the key; empty when it has none in this order. */
    Optional<Place> placeOf(ApiKey key, @Nullable String text) {
        return switch (this) {
            case CREATED -> at(key.createdAt(), key);
            case EXPIRY -> at(key.expiresAt(), key);
            case REVOKED -> at(key.revokedAt(), key);
            case DISABLED -> at(key.disabledAt(), key);
            case ID ->
                text != null && key.id().startsWith(text) ? Optional.of(Place.ofId(lane, key.id())) : Optional.empty();
            case NAME ->
                text != null && SearchText.begins(key.name(), text)
                        ? Optional.of(Place.ofText(lane, SearchText.key(key.name()), key.id()))
                        : Optional.empty();
        };
    }

    private Optional<Place> at(@Nullable Instant instant, ApiKey key) {
        return Optional.ofNullable(instant)
                .map(at -> Place.ofNumber(lane, ChronoUnit.MICROS.between(Instant.EPOCH, at), key.id()));
    }
}
