package io.fluxfill.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fluxfill.error.FluxFillException;
import io.fluxfill.preserve.PictureEditor;
import io.fluxfill.preserve.PictureOptions;
import io.fluxfill.rules.Checked;
import io.fluxfill.rules.Endpoint;
import io.fluxfill.rules.FillRules;
import io.fluxfill.rules.InvalidRequest;
import io.fluxfill.rules.MaskSize;
import io.fluxfill.rules.ValidationError;
import io.fluxfill.storage.S3Pictures;
import io.fluxfill.waiting.Deadline;
import java.util.ArrayList;
import java.util.List;

/** Reads the body of a submit. */
public final class FillBody {
    private final FillRules rules;
    private final PictureEditor editor;
    private final boolean canPreserve;
    private final JsonBodies bodies;
    private final S3Pictures pictures;

    /**
     * @param editor makes of a request what is sent
     * @param canPreserve whether there is a place for whole pictures
     * @param pictures fetches the pictures that requests name in S3
     */
    public FillBody(
            FillRules rules, PictureEditor editor, boolean canPreserve, JsonBodies bodies, S3Pictures pictures) {
        this.rules = rules;
        this.editor = editor;
        this.canPreserve = canPreserve;
        this.bodies = bodies;
        this.pictures = pictures;
    }

    /**
     * The fill that a request asks for.
     *
     * @param end when to give up
     * @param others what is wrong with the rest of the request
     * @throws FluxFillException {@code FluxFill.InvalidRequest}, naming all faults
     */
    PictureEditor.Edited read(Endpoint endpoint, HttpRequest request, Deadline end, List<ValidationError> others) {
        ObjectNode body = bodies.object(request);
        List<ValidationError> optionFaults = new ArrayList<>();
        PictureOptions options = editor.options(body, canPreserve, optionFaults);
        MaskSize maskSize = options.preserve() ? MaskSize.AS_SHOWN : MaskSize.AS_STORED;
        Checked checked = rules.check(endpoint, body, pictures.until(end), maskSize);
        List<ValidationError> faults = new ArrayList<>(others);
        if (checked instanceof Checked.Invalid invalid) {
            faults.addAll(invalid.faults());
        }
        faults.addAll(optionFaults);
        throwFaults(faults);
        PictureEditor.Edited edited = editor.edit(((Checked.Valid) checked).request(), options, faults);
        throwFaults(faults);
        return edited;
    }

    private static void throwFaults(List<ValidationError> faults) {
        if (!faults.isEmpty()) {
            throw InvalidRequest.of(faults);
        }
    }
}
