import { Icon } from './icon.tsx'

/** A link to the emulator's control room. It keeps the referrer: from there a link leads back to this page. */
export function ControlRoomLink({ url }: { url: string }) {
  return (
    <a className="control-room" href={url} target="_blank" rel="noopener" referrerPolicy="origin">
      <Icon name="wrench" />
      <span className="control-room-words">Control room</span>
    </a>
  )
}
