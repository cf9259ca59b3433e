package dev.sallyport.apikey;

import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.page.Page;
import dev.sallyport.page.PageCursor;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists of the keys of one application, in pages. Safe for use by many threads. */
final class KeyLists {
    private final AudienceKeys keys;
    private final KeyFormat format;
    private final ApiKeyPolicy policy;
    private final InstantSource clock;

    KeyLists(AudienceKeys keys, KeyFormat format, ApiKeyPolicy policy, InstantSource clock) {
        this.keys = keys;
        this.format = format;
        this.policy = policy;
        this.clock = clock;
    }

    Outcome<Page<ApiKey>> list(KeyQuery query) {
        String text = query.text();
        KeyQuery ours = query.withAudience(keys.audience()).withText(text == null ? null : format.idPart(text));
        List<FieldError> errors = ours.errors();
        return errors.isEmpty()
                ? Outcome.done(keys.list(ours, clock.instant()))
                : Outcome.refused(Refusal.invalid(errors));
    }

    Outcome<Page<ApiKey>> beyondPolicy(@Nullable PageCursor after, int limit) {
        return list(KeyQuery.all().withState(KeyQuery.State.LIVE).after(after).withLimit(limit))
                .map(page -> new Page<>(
                        page.items().stream().filter(this::isBeyondPolicy).toList(), page.next()));
    }

    private boolean isBeyondPolicy(ApiKey key) {
        return KeyTermsCheck.isBeyond(policy.termsFor(key.tenant()), key);
    }
}
