package dev.sallyport.servlet.fields;

import dev.sallyport.apikey.KeyTerms;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what a form for API keys needs to know. Lives are whole days, rounded down. */
public final class KeyTermsFields {
    /** What a form for keys needs to know. */
    public static final Members SHAPE = Shape.object()
            .required(
                    "expiry",
                    Shape.object()
                            .required("required", Shape.flag())
                            .required("default_days", Shape.integer().orNull().like(90L))
                            .required("max_days", Shape.integer().orNull().like(365L))
                            .required(
                                    "choices",
                                    Shape.list(Shape.integer().orNull().like(90L))))
            .required("scopes_required", Shape.flag())
            .required("unique_names", Shape.flag())
            .required("max_keys", Shape.integer().like(100L))
            .required("keys", Shape.integer())
            .required("rotation_age_days", Shape.integer().orNull());

    private KeyTermsFields() {}

    public static void write(JsonWriter json, KeyTerms.Own own) {
        KeyTerms terms = own.terms();
        KeyTerms.Lifetime lifetime = terms.lifetime();
        List<@Nullable Long> choices = new ArrayList<>();
        lifetime.offered().forEach(life -> choices.add(life.toDays()));
        if (!lifetime.required()) {
            choices.add(null);
        }
        json.object(
                        "expiry",
                        expiry -> expiry.flag("required", lifetime.required())
                                .numberOrNull("default_days", days(lifetime.standard()))
                                .numberOrNull("max_days", days(lifetime.maximum()))
                                .numbers("choices", choices))
                .flag("scopes_required", terms.scopesRequired())
                .flag("unique_names", terms.uniqueNames())
                .number("max_keys", own.maxKeys())
                .number("keys", own.keys())
                .numberOrNull("rotation_age_days", days(terms.rotationAge()));
    }

    private static @Nullable Long days(@Nullable Duration life) {
        return life == null ? null : Long.valueOf(life.toDays());
    }
}
