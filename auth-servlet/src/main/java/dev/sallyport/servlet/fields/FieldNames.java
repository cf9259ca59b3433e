package dev.sallyport.servlet.fields;

import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import java.util.List;
import java.util.Map;

/** Spells the fields of a refusal as a profile spells them. */
public final class FieldNames {
    private FieldNames() {}

    /** @param names of the profile by those of the core; others stay */
    public static <T> Outcome<T> of(Outcome<T> outcome, Map<String, String> names) {
        return outcome.fold(Outcome::done, refusal -> Outcome.refused(renamed(refusal, names)));
    }

    private static Refusal renamed(Refusal refusal, Map<String, String> names) {
        if (refusal.errors().stream().noneMatch(error -> names.containsKey(error.field()))) {
            return refusal;
        }
        List<FieldError> errors = refusal.errors().stream()
                .map(error ->
                        new FieldError(names.getOrDefault(error.field(), error.field()), error.code(), error.message()))
                .toList();
        return Refusal.invalid(errors);
    }
}
