package dev.sallyport.user;

import dev.sallyport.audit.Actor;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.Refusal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Users of whom nothing else is kept. */
public final class NoBelongings implements UserBelongings {
    public NoBelongings() {}

    @Override
    public void factorRemoved(String ownerId) {}

    @Override
    public void accessChanged(String ownerId) {}

    @Override
    public void tenantChanged(String ownerId, @Nullable String tenant) {}

    @Override
    public boolean hasLiveKeys(String ownerId) {
        return false;
    }

    @Override
    public Map<String, String> delete(String ownerId, Actor by) {
        return Map.of();
    }

    @Override
    public void export(String ownerId, JsonWriter members) {}

    @Override
    public Optional<Refusal> transferKeys(User owner, String accountId, Actor by) {
        return Optional.empty();
    }
}
