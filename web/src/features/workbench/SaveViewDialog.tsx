import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Checkbox, Input, Modal } from "antd";
import { useState } from "react";
import { useSavedViews } from "./api";
import type { ColumnKey } from "./columnKeys";
import { workbenchWords } from "./words";
import { api } from "@/api/client";
import type { Filter, SavedView } from "@/api/types";
import { ErrorState } from "@/components/Feedback";
import { sharedWords } from "@/components/words";
import { useWords } from "@/i18n/words";

interface Props { filter: Filter; columns: ColumnKey[]; viewId: string | null; onSaved: (id: string) => void; onClose: () => void }

export default function SaveViewDialog({ filter, columns, viewId, onSaved, onClose }: Props) {
  const t = useWords(workbenchWords);
  const words = useWords(sharedWords);
  const client = useQueryClient();
  const { message } = App.useApp();
  const current = useSavedViews().data?.find((view) => view.id === viewId);
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const save = useMutation({
    mutationFn: (update: boolean) => update && current
      ? api.patch<SavedView>(`/saved-views/${current.id}`, { filter, columns })
      : api.post<SavedView>("/saved-views", { name: name.trim(), filter, columns, shared }),
    onSuccess: (view) => {
      void client.invalidateQueries({ queryKey: ["saved-views"] });
      message.success(t.viewSaved);
      onSaved(view.id);
      onClose();
    },
  });
  return (
    <Modal
      open title={t.saveView} onCancel={onClose} width={420}
      footer={(
        <>
          {current && <Button loading={save.isPending} onClick={() => save.mutate(true)}>{t.updateView}: {current.name}</Button>}
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button type="primary" disabled={name.trim() === ""} loading={save.isPending} onClick={() => save.mutate(false)}>{words.save}</Button>
        </>
      )}
    >
      <div className="stack">
        <label className="field">{t.viewName}<Input autoFocus value={name} maxLength={40} onChange={(event) => setName(event.target.value)} onPressEnter={() => { if (name.trim()) save.mutate(false); }} /></label>
        <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)}>{t.shareView}</Checkbox>
        {save.error && <ErrorState inline error={save.error} />}
      </div>
    </Modal>
  );
}
