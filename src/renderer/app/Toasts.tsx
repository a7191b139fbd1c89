import { Notifications } from '@mantine/notifications';
import classes from './Toasts.module.css';

/** Where toasts come up: above the decisions, never over them. */
export function Toasts() {
  return (
    <Notifications
      position="bottom-right"
      limit={3}
      transitionDuration={0}
      containerWidth={420}
      classNames={{ root: classes.root ?? '' }}
    />
  );
}
