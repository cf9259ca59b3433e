package dev.sallyport.tenant;

import dev.sallyport.outcome.FieldError;
import dev.sallyport.page.Page;
import dev.sallyport.page.PageCursor;
import dev.sallyport.page.Place;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Query for the service accounts of a tenant, newest first. Immutable.
 *
 * @param after cursor of the previous page; null for the beginning
 * @param limit maximum number of items in a page, 1 to 200
 */
public record ServiceAccountQuery(String tenant, @Nullable PageCursor after, int limit) {
    /** Lane of all places. */
    public static final int NEWEST = 0;

    /** @throws IllegalArgumentException when the limit is out of its range */
    public ServiceAccountQuery {
        Page.requireLimit(limit);
    }

    /** The first page, of {@value Page#USUAL_LIMIT} items. */
    public static ServiceAccountQuery of(String tenant) {
        return new ServiceAccountQuery(tenant, null, Page.USUAL_LIMIT);
    }

    public ServiceAccountQuery withTenant(String value) {
        return new ServiceAccountQuery(value, after, limit);
    }

    /** Asks for the page after that cursor. */
    public ServiceAccountQuery after(@Nullable PageCursor value) {
        return new ServiceAccountQuery(tenant, value, limit);
    }

    public ServiceAccountQuery withLimit(int value) {
        return new ServiceAccountQuery(tenant, after, value);
    }

    /** Faults in the values of a caller, by field: {@code after}. */
    public List<FieldError> errors() {
        return PageCursor.errors(after, list());
    }

    /** Name of the list that this page belongs to. */
    public String list() {
        return "service accounts " + tenant;
    }

    /** Place of the account in the list; empty when it does not match. For stores. */
    public Optional<Place> placeOf(ServiceAccount account) {
        return account.tenant().equals(tenant)
                ? Optional.of(Place.ofNumber(NEWEST, micros(account.createdAt()), account.id()))
                : Optional.empty();
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
