package dev.sallyport.apikey;

import dev.sallyport.page.Place;
import dev.sallyport.page.SearchText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a list of API keys goes by, each a lane of {@link Place}. For stores. */
public enum KeyOrder {
    /** Newest first. */
    CREATED(0),
    /** Those whose id begins as the text that is searched for. */
    ID(1),
    /** Those whose name does. */
    NAME(2),
    /** The earliest expiry first. */
    EXPIRY(3),
    /** Revoked last, first. */
    REVOKED(4),
    /** Disabled last, first. */
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

    /** Empty where the key has no place in this order. */
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
