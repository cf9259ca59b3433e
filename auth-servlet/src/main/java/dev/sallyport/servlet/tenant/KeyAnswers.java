package dev.sallyport.servlet.tenant;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.caller.OwnerIds;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.manage.TenantKeys;
import dev.sallyport.servlet.fields.KeyJson;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Routes;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Answers with keys of a tenant. Immutable. */
record KeyAnswers(InstantSource clock) {
    Reply shown(TenantKeys.Owned key) {
        return Routes.json(200, json -> write(json, key));
    }

    /** The only answer with the key itself. */
    Reply created(NewApiKey made, @Nullable String ownerName) {
        return Routes.json(201, json -> {
            write(json, made.key(), ownerName);
            json.text("key", made.secret().reveal());
        });
    }

    void write(JsonWriter json, TenantKeys.Owned owned) {
        write(json, owned.key(), owned.ownerName());
    }

    private void write(JsonWriter json, ApiKey key, @Nullable String ownerName) {
        KeyJson.write(json, key, clock.instant());
        json.object(
                        "owner",
                        owner -> owner.text("kind", key.ownerKind().name().toLowerCase(Locale.ROOT))
                                .text("id", OwnerIds.tenantOf(key.ownerId()).orElse(key.ownerId()))
                                .text("name", ownerName))
                .text("created_by", key.createdBy());
    }
}
