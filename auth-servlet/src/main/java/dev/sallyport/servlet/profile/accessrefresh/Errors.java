package dev.sallyport.servlet.profile.accessrefresh;

import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.servlet.wire.RefusalCodes;
import dev.sallyport.servlet.wire.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code {"detail","code"}}; failed validation as {@code {"field":["message"]}}. */
final class Errors {
    private Errors() {}

    static Reply of(Refusal refusal) {
        return refusal.cause() == Refusal.Cause.INVALID_REQUEST
                        && !refusal.errors().isEmpty()
                ? fields(refusal.errors())
                : of(RefusalCodes.status(refusal), RefusalCodes.code(refusal), refusal.detail());
    }

    static Reply failure(String incident) {
        return of(500, "internal_error", "Something went wrong here. The log has it as incident " + incident + ".");
    }

    private static Reply fields(List<FieldError> errors) {
        Map<String, List<String>> messages = errors.stream()
                .collect(Collectors.groupingBy(
                        FieldError::field,
                        LinkedHashMap::new,
                        Collectors.mapping(FieldError::message, Collectors.toList())));
        return Reply.json(400, JsonWriter.object(json -> messages.forEach(json::texts)));
    }

    private static Reply of(int status, String code, String detail) {
        return Reply.json(
                status, JsonWriter.object(json -> json.text("detail", detail).text("code", code)));
    }
}
